import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createPart } from '../../synapse-config/node/part.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { keepAuthority } from './certificates.ts'
import { ensurePebble } from './tools/pebble.ts'

type Wish = {
  folder: string
  /** How long its certificates last. */
  validSeconds?: number
  /** Those who have a contract with it, by kid; then it takes nobody else. */
  contracts?: Readonly<Record<string, string>>
  /** For which it gives nothing. */
  refusedNames?: readonly string[]
}

const dayS = 24 * 60 * 60

const read = async (url: string, ca: string): Promise<string> => {
  const asked = get(url, { ca, agent: false })
  return text(
    await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      asked.once('response', resolve).once('error', reject),
    ),
  )
}

/** A certificate authority that speaks ACME (Pebble). Every name leads to this machine, as it sees them. */
export const openAcmeAuthority = async ({
  folder,
  validSeconds = 90 * dayS,
  contracts = {},
  refusedNames = [],
}: Wish) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const programs = await ensurePebble((line) => console.log(line))
  const [ports] = await freePorts(1)
  if (!ports) throw new Error('ports are needed')
  const { web: directory, control: management, egress: nameService, federation: httpPort } = ports
  await (await keepAuthority(folder)).keepCertificate('localhost', folder)
  const config = join(folder, 'pebble.json')
  const pebble = {
    listenAddress: `127.0.0.1:${directory}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate: join(folder, 'tls.pem'),
    privateKey: join(folder, 'tls.key'),
    httpPort,
    tlsPort: ports.turnTls,
    keyAlgorithm: 'ecdsa',
    domainBlocklist: refusedNames,
    externalAccountBindingRequired: Object.keys(contracts).length > 0,
    externalAccountMACKeys: contracts,
    profiles: { default: { description: 'of the tests', validityPeriod: validSeconds } },
  }
  writeFileSync(config, JSON.stringify({ pebble }))
  const logFile = join(folder, 'pebble.log')
  const part = (name: string, command: string, args: string[], port: number) =>
    createPart({
      name,
      command,
      args,
      env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '0' },
      cwd: folder,
      logFile: join(folder, `${name}.log`),
      readyUrl: `tcp://127.0.0.1:${port}`,
    })
  const dns = `127.0.0.1:${nameService}`
  const unused = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-doh', '']
  const names = part(
    'names',
    programs.names,
    [...unused, '-defaultIPv6', '', '-dnsserver', dns, '-management', `127.0.0.1:${ports.service}`],
    ports.service,
  )
  const authority = part('pebble', programs.pebble, ['-config', config, '-dnsserver', dns], directory)
  const stop = async () => {
    await Promise.all([authority.stop(), names.stop()])
  }
  try {
    await Promise.all([names.start(), authority.start()])
  } catch (error) {
    await stop()
    throw error
  }
  /** For its own address. */
  const caFile = join(folder, 'ca.pem')
  return {
    directoryUrl: `https://localhost:${directory}/dir`,
    caFile,
    /** Where it asks whoever wants a certificate. */
    httpPort,
    /** The root of its certificates, which it makes anew whenever it starts. */
    root: () => read(`https://localhost:${management}/roots/0`, readFileSync(caFile, 'utf8')),
    /** How many it has taken. */
    count: (what: 'accounts' | 'orders') => readFileSync(logFile, 'utf8').split(`${what} in `).length - 1,
    goAway: () => authority.stop(),
    comeBack: () => authority.start(),
    [Symbol.asyncDispose]: stop,
  }
}
