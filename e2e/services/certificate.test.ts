import type { ChildProcess } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { checkAcme } from '../../synapse-config/node/certificate/check-acme.ts'
import { keepCertificate } from '../../synapse-config/node/certificate/keep-certificate.ts'
import type { CertificatePlan } from '../../synapse-config/node/certificate/obtain-certificate.ts'
import { pairFileIn } from '../../synapse-config/node/certificate/pair.ts'
import { linesOf } from '../../synapse-config/node/finding.ts'
import { freePorts, isPortFree } from '../../synapse-config/node/ports.ts'
import type { Ports } from '../../synapse-config/render.ts'
import { openAcmeAuthority } from '../clinics/acme-authority.ts'
import { startAdding, stop } from '../clinics/new-node.ts'
import { until } from './until.ts'

const allFolders = mkdtempSync(join(tmpdir(), 'consilium-acme-'))
afterAll(() => rmSync(allFolders, { recursive: true, force: true }))
const newFolder = (): string => mkdtempSync(join(allFolders, 'one-'))

type Authority = Awaited<ReturnType<typeof openAcmeAuthority>>

const planFor = (authority: Authority, settings: Partial<CertificatePlan['settings']> = {}): CertificatePlan => ({
  folder: newFolder(),
  host: '127.0.0.1',
  names: ['ost.localhost', 'chat.ost.localhost'],
  caFile: authority.caFile,
  settings: {
    directoryUrl: authority.directoryUrl,
    email: 'it@ost.example',
    agreesToTerms: true,
    httpPort: authority.httpPort,
    externalAccount: null,
    ...settings,
  },
})

const pemIn = ({ folder }: CertificatePlan) => readFileSync(pairFileIn(folder), 'utf8')
const certificateIn = (plan: CertificatePlan) => new X509Certificate(pemIn(plan))

const keep = async (plan: CertificatePlan) => {
  const said: string[] = []
  let renewed = 0
  const kept = await keepCertificate(plan, {
    say: (line) => said.push(line),
    onRenewed: () => {
      renewed += 1
    },
  })
  return { said, renewed: () => renewed, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() }
}

/** Starts and stops: what a node does that finds all as it should be. */
const keepOnce = async (plan: CertificatePlan): Promise<string[]> => {
  await using kept = await keep(plan)
  return kept.said
}

const failsWith = (plan: CertificatePlan) =>
  keepOnce(plan).then(
    () => 'it was given',
    (error: Error) => `${error.name}: ${error.message}`,
  )

test.concurrent('the first certificate is for both names, and the next start takes the one that is there', async () => {
  await using authority = await openAcmeAuthority({ folder: newFolder() })
  const plan = planFor(authority)
  expect(await keepOnce(plan)).toEqual(['✓ certificate: got for ost.localhost and chat.ost.localhost.'])
  const first = pemIn(plan)
  expect(new X509Certificate(first).subjectAltName).toBe('DNS:ost.localhost, DNS:chat.ost.localhost')
  const place = join(plan.folder, 'certificate')
  expect(readdirSync(place).sort()).toEqual(['account.pem', 'tls.pem'])
  expect(readdirSync(place).map((file) => statSync(join(place, file)).mode & 0o777)).toEqual([0o600, 0o600])
  expect(await isPortFree(authority.httpPort)).toBe(true)
  expect(await keepOnce(plan)).toEqual([])
  expect(pemIn(plan)).toBe(first)
  expect(authority.count('orders')).toBe(1)
  const [certificate, ...others] = (await checkAcme(plan, true, new Date())).flatMap(linesOf)
  expect(certificate).toMatch(
    /^✓ certificate: for ost\.localhost and chat\.ost\.localhost, 89 days left\. By ACME from localhost; renewed by itself from \d{4}-\d\d-\d\d on\.$/,
  )
  expect(others).toEqual([
    '✓ certificate authority: localhost answers.',
    `✓ certificate authority: its question can be answered at port ${authority.httpPort} of 127.0.0.1.`,
  ])
  // A name that came later, as the web address that was changed.
  const wider = { ...plan, names: [...plan.names, 'neu.ost.localhost'] }
  await keepOnce(wider)
  expect(certificateIn(wider).checkHost('neu.ost.localhost')).toBe('neu.ost.localhost')
  expect([authority.count('orders'), authority.count('accounts')]).toEqual([2, 1])
})

/** In a thread of its own, which no write here keeps waiting: looks whether what stands in the file fits. */
const reader = `
  const { readFileSync } = require('node:fs')
  const { createSecureContext } = require('node:tls')
  const { parentPort, workerData } = require('node:worker_threads')
  const seen = new Set()
  const misfits = []
  const looking = setInterval(() => {
    const pem = readFileSync(workerData, 'utf8')
    if (seen.has(pem)) return
    seen.add(pem)
    try {
      createSecureContext({ cert: pem, key: pem })
    } catch (error) {
      misfits.push(error.message)
    }
  }, 1)
  parentPort.once('message', () => {
    clearInterval(looking)
    parentPort.postMessage({ seen: seen.size, misfits })
  })
`

/** Until it is asked: everything that somebody finds who reads the file at any moment. */
const readAllTheTime = (plan: CertificatePlan) => {
  const worker = new Worker(reader, { eval: true, workerData: pairFileIn(plan.folder) })
  return {
    async found(): Promise<unknown> {
      worker.postMessage('enough')
      const [found] = await once(worker, 'message')
      return found
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  }
}

test.concurrent('it is renewed while the node runs, with the old one until then; when the authority is away, that is said and the old one stays', async () => {
  await using authority = await openAcmeAuthority({ folder: newFolder(), validSeconds: 30 })
  const plan = planFor(authority)
  await using kept = await keep(plan)
  const first = certificateIn(plan)
  await using reading = readAllTheTime(plan)
  await until('a second order', async () => authority.count('orders') === 2)
  expect(Date.now()).toBeLessThan(first.validToDate.getTime())
  await until('a second certificate', async () => kept.renewed() === 1)
  const second = certificateIn(plan)
  expect(second.serialNumber).not.toBe(first.serialNumber)
  expect(second.publicKey.equals(first.publicKey)).toBe(false)
  await authority.goAway()
  await until('words about it', async () => kept.said.length === 5)
  expect(kept.said.slice(1)).toEqual([
    '✓ certificate: renewed for ost.localhost and chat.ost.localhost.',
    '✗ certificate: localhost is not reached: nobody listens there.',
    expect.stringContaining('Let this machine reach https://localhost:'),
    expect.stringMatching(/The node goes on with the one until .*; next try: .* UTC\.$/),
  ])
  expect(certificateIn(plan).serialNumber).toBe(second.serialNumber)
  expect(await reading.found()).toEqual({ seen: 2, misfits: [] })
  expect((await checkAcme(plan, true, new Date())).flatMap(linesOf)[0]).toContain('localhost is not reached')
  // It has forgotten everybody meanwhile; who starts the node anew need not wait.
  await authority.comeBack()
  expect(await keepOnce(plan)).toEqual(['✓ certificate: got for ost.localhost and chat.ost.localhost.'])
  expect(certificateIn(plan).serialNumber).not.toBe(second.serialNumber)
  expect(readdirSync(join(plan.folder, 'certificate'))).not.toContain('failures.json')
})

/** Somebody else who has the port: another program of this machine, or whom the address record leads to. */
const openStranger = async (port: number) => {
  const server = createServer((_, response) => response.writeHead(404).end()).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { [Symbol.dispose]: () => void server.close() }
}

test.concurrent('what keeps the authority from finding the node is said, four times within the hour, and then it is not asked any more', async () => {
  await using authority = await openAcmeAuthority({ folder: newFolder() })
  const plan = planFor(authority)
  {
    using _ = await openStranger(authority.httpPort)
    const taken = `✗ certificate: port ${authority.httpPort} of 127.0.0.1, where the authority asks, is taken by another program`
    expect(await failsWith(plan)).toContain(`SetupError: ${taken}`)
    expect((await checkAcme(plan, false, new Date())).flatMap(linesOf).join()).toContain(taken)
  }
  expect(authority.count('orders')).toBe(0)
  // As behind a proxy that leads nowhere, or to somebody else: the node answers at any other port.
  const unfound = { ...plan, settings: { ...plan.settings, httpPort: 0 } }
  const unreached = await failsWith(unfound)
  expect(unreached).toMatch(/✗ certificate: localhost does not reach (chat\.)?ost\.localhost: .*refused/)
  expect(unreached).toMatch(
    /Lead port 80 of (chat\.)?ost\.localhost to 127\.0\.0\.1, port 0, through firewall and proxy/,
  )
  {
    using _ = await openStranger(authority.httpPort)
    const strange = await failsWith(unfound)
    expect(strange).toMatch(/localhost asked http:\/\/(chat\.)?ost\.localhost\/\S+ and did not find this node: .*404/)
    expect(strange).toMatch(/Let the address records of (chat\.)?ost\.localhost lead here alone/)
  }
  await failsWith(unfound)
  await failsWith(unfound)
  expect(authority.count('orders')).toBe(4)
  expect(await failsWith(unfound)).toMatch(
    /localhost would refuse now, after what failed before: .*does not reach[\s\S]*Then run this again after .* UTC\./,
  )
  expect(authority.count('orders')).toBe(4)
})

test.concurrent('an authority that wants a contract takes the right one, and says what is wrong with another', async () => {
  const contracts = { 'kid-1': Buffer.from('a secret of the hospital, 32 bytes').toString('base64url') }
  await using authority = await openAcmeAuthority({ folder: newFolder(), contracts, refusedNames: ['fremd.localhost'] })
  const keyFile = join(newFolder(), 'external.key')
  const without = planFor(authority)
  const asked = (await checkAcme(without, false, new Date())).flatMap(linesOf).join('\n')
  expect(asked).toContain('✗ certificate authority: localhost wants to know whose contract this is.')
  expect(await failsWith(without)).toContain('localhost wants to know whose contract this is')
  const plan = planFor(authority, { externalAccount: { kid: 'kid-1', keyFile } })
  expect(await failsWith(plan)).toContain(`there is no ${keyFile}.`)
  writeFileSync(keyFile, Buffer.from('the secret of somebody else, 32 b').toString('base64url'))
  expect(await failsWith(plan)).toContain('localhost does not take the external account')
  writeFileSync(keyFile, `${contracts['kid-1']}\n`)
  expect(await failsWith({ ...plan, names: ['fremd.localhost'] })).toContain(
    'localhost gives no certificate for fremd.localhost',
  )
  // The account is there by now, as after a start that was killed: it is found by its key.
  expect(await keepOnce(plan)).toEqual(['✓ certificate: got for ost.localhost and chat.ost.localhost.'])
  expect(authority.count('accounts')).toBe(1)
})

/** A folder with the answers of a hospital that has nothing but its names. */
const prepareHospital = async (authority: Authority) => {
  const folder = newFolder()
  const [ports] = (await freePorts(1)) as [Ports]
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const plan = {
    name: 'Klinikum Acme',
    serverName: 'acme.localhost',
    url: `http://chat.acme.localhost:${ports.web}`,
    folder: join(folder, 'node'),
    ports,
    tls: {
      acme: {
        directoryUrl: authority.directoryUrl,
        email: 'it@acme.example',
        agreesToTerms: true,
        httpPort: authority.httpPort,
      },
    },
    addressesFile: file('addresses.json', JSON.stringify({ 'acme.localhost': `127.0.0.1:${ports.federation}` })),
    admin: { localpart: 'uwe.krause', name: 'Uwe Krause' },
  }
  // To the node it is as public as any other.
  const trusted = file('trusted.pem', `${await authority.root()}\n${readFileSync(authority.caFile, 'utf8')}`)
  const planFile = file('clinic.json', JSON.stringify(plan))
  return { ports, folder: plan.folder, start: () => startAdding(planFile, { env: { NODE_EXTRA_CA_CERTS: trusted } }) }
}

/** Everything that a command prints; fails with it when the command ends. */
const listenTo = (command: ChildProcess) => {
  let said = ''
  command.stdout?.on('data', (chunk) => {
    said += String(chunk)
  })
  return (words: string) =>
    until(
      words,
      async () => {
        if (command.exitCode !== null) throw new Error(`the command ended: ${said}`)
        return said.includes(words) && said
      },
      120_000,
    )
}

/** Of the certificate that somebody is shown who comes now. */
const serialShown = async (port: number): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { serialNumber } = socket.getPeerCertificate()
  socket.destroy()
  return serialNumber
}

test.concurrent('a clinic is made by one command without a certificate, also after one that was killed over it, and TURN shows the next one', async () => {
  await using authority = await openAcmeAuthority({ folder: newFolder(), validSeconds: 60 })
  const { folder, ports, start } = await prepareHospital(authority)
  const killed = start()
  const gone = once(killed, 'exit')
  await until('an order', async () => authority.count('orders') === 1, 120_000)
  killed.kill('SIGKILL')
  await gone
  expect(existsSync(pairFileIn(folder))).toBe(false)
  const command = start()
  try {
    const untilItSays = listenTo(command)
    const said = await untilItSays('Ctrl-C stops it.')
    expect(said).not.toContain('✗')
    expect(said).toContain('✓ certificate: got for acme.localhost and chat.acme.localhost.')
    expect(said).toContain('✓ federation: acme.localhost answers by its public name')
    expect(said).toContain('✓ calls behind firewalls: TURN answers at chat.acme.localhost')
    const first = await serialShown(ports.turnTls)
    expect(await serialShown(ports.federation)).toBe(first)
    await until('the next one', async () => (await serialShown(ports.turnTls)) !== first, 120_000)
    await untilItSays('✓ certificate: renewed for acme.localhost and chat.acme.localhost.')
    expect(authority.count('accounts')).toBe(1)
  } finally {
    await stop(command)
  }
})

test.concurrent('without agreement to its terms no account is made', async () => {
  await using authority = await openAcmeAuthority({ folder: newFolder() })
  const plan = planFor(authority, { agreesToTerms: false })
  const found = (await checkAcme(plan, false, new Date())).flatMap(linesOf)
  expect(found.join('\n')).toMatch(
    /✗ certificate: you have not agreed to the terms of localhost\.\n {4}Read them \(data:/,
  )
  expect(await failsWith(plan)).toContain('you have not agreed to the terms of localhost.')
  expect(authority.count('accounts')).toBe(0)
})
