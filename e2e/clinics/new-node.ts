import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { prepareNode } from './prepare-node.ts'
import { clinicOf, type TestClinic } from './remote-clinics.ts'

const admin = { localpart: 'uwe.krause', name: 'Uwe Krause' }

type Start = { partner?: string; env?: NodeJS.ProcessEnv }

export const startAdding = (planFile: string, { partner, env = {} }: Start): ChildProcess => {
  const beside = partner === undefined ? [] : ['--partner', partner]
  return spawn(
    process.execPath,
    [join(projectFolder, 'synapse-config/node/clinic.ts'), 'add', '--file', planFile, ...beside],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } },
  )
}

/** What the command prints until it says this; fails with all of it when the command ends before. */
const untilItSays = async (command: ChildProcess, words: string): Promise<string> => {
  let said = ''
  for await (const chunk of command.stdout ?? []) {
    said += String(chunk)
    if (said.includes(words)) return said
  }
  throw new Error(`the command ended: ${said}`)
}

export const stop = async (command: ChildProcess) => {
  const ended = once(command, 'exit')
  command.kill('SIGTERM')
  await ended
}

/** A clinic that no run before has made a partner, as `npm run clinic -- add` makes it beside another. */
export const addNewNode = async (neighbour: TestClinic) => {
  const key = `ost${randomBytes(3).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'consilium-ost-'))
  const beside = dirname(neighbour.folder)
  const prepared = await prepareNode({ key, name: `Klinikum ${key}`, admin, beside, folder })
  const forget = () => {
    prepared.forget()
    rmSync(folder, { recursive: true, force: true })
  }
  const command = startAdding(prepared.planFile, { partner: neighbour.serverName })
  const end = async () => {
    await stop(command)
    forget()
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
    else forget()
    throw error
  }
}
