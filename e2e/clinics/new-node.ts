import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import type { Ports } from '../../synapse-config/render.ts'
import { keepAuthority } from './certificates.ts'
import { writeAddresses } from './clinic-files.ts'
import { clinicOf, type TestClinic } from './remote-clinics.ts'

const admin = { localpart: 'uwe.krause', name: 'Uwe Krause' }

/** A folder with what a hospital brings along: a certificate, an entry of the name service, and its answers. */
const prepare = async (key: string, neighbour: Pick<TestClinic, 'folder'>) => {
  const serverName = `${key}.localhost`
  const name = `Klinikum ${key}`
  const folder = mkdtempSync(join(tmpdir(), 'consilium-ost-'))
  const shared = dirname(neighbour.folder)
  const addressesFile = join(shared, 'addresses.json')
  const [ports] = (await freePorts(1)) as [Ports]
  const before = JSON.parse(readFileSync(addressesFile, 'utf8')) as Record<string, string>
  writeAddresses(shared, { ...before, [serverName]: `127.0.0.1:${ports.federation}` })
  mkdirSync(join(folder, 'node'), { mode: 0o700 })
  await (await keepAuthority(shared)).keepCertificate(serverName, folder)
  const url = `http://${serverName}:${ports.web}`
  const plan = {
    name,
    serverName,
    url,
    folder: join(folder, 'node'),
    ports,
    tls: { certFile: join(folder, 'tls.pem'), keyFile: join(folder, 'tls.key') },
    caFile: join(shared, 'ca.pem'),
    addressesFile,
    admin,
  }
  const planFile = join(folder, 'clinic.json')
  writeFileSync(planFile, JSON.stringify(plan))
  return {
    planFile,
    facts: { name, serverName, url, reachableUrl: `http://127.0.0.1:${ports.web}`, folder: plan.folder },
    forget() {
      writeAddresses(shared, before)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const startAdding = (planFile: string, partner: string) =>
  spawn(
    process.execPath,
    [join(projectFolder, 'synapse-config/node/clinic.ts'), 'add', '--file', planFile, '--partner', partner],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

/** What the command prints until it says this; fails with all of it when the command ends before. */
const untilItSays = async (command: ChildProcess, words: string): Promise<string> => {
  let said = ''
  for await (const chunk of command.stdout ?? []) {
    said += String(chunk)
    if (said.includes(words)) return said
  }
  throw new Error(`the command ended: ${said}`)
}

const stop = async (command: ChildProcess) => {
  const ended = once(command, 'exit')
  command.kill('SIGTERM')
  await ended
}

/** A clinic that no run before has made a partner, as `npm run clinic -- add` makes it beside another. */
export const addNewNode = async (neighbour: TestClinic) => {
  const key = `ost${randomBytes(3).toString('hex')}`
  const prepared = await prepare(key, neighbour)
  const command = startAdding(prepared.planFile, neighbour.serverName)
  const end = async () => {
    await stop(command)
    prepared.forget()
  }
  try {
    const said = await untilItSays(command, 'Ctrl-C stops it.')
    const password = /First admin: \S+ {3}(\S+)/.exec(said)?.[1]
    if (!password) throw new Error(`no password is shown: ${said}`)
    const account = {
      ...admin,
      userId: `@${admin.localpart}:${prepared.facts.serverName}`,
      password,
      title: '',
      role: 'admin',
      specialty: 'general-medicine',
      serviceId: null,
      tier: null,
    } as const
    const clinic = clinicOf(key, { ...prepared.facts, people: [account] })
    return { key, clinic, account, said, [Symbol.asyncDispose]: end }
  } catch (error) {
    if (command.exitCode === null) await end()
    else prepared.forget()
    throw error
  }
}
