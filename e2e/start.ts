import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dataFolder } from '../synapse-config/node/folders.ts'
import { portsFrom, requirePorts } from '../synapse-config/node/ports.ts'
import { takeFolder } from '../synapse-config/node/running.ts'
import { SetupError } from '../synapse-config/node/setup-error.ts'
import { addToDemo } from './clinics/add-to-demo.ts'
import { mostClinics } from './clinics/cast.ts'
import { type Clinic, type Clinics, openClinics } from './clinics/open-clinics.ts'

/** `npm start`: sets up everything and runs two federated clinics, or as many as asked for, until Ctrl-C. */

const usualPort = 8600
const usualClinics = 2
const portsPerClinic = 20
const startedAt = performance.now()

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        reset: { type: 'boolean' },
        port: { type: 'string' },
        clinics: { type: 'string' },
        add: { type: 'string' },
      },
    })
    const port = Number(values.port ?? usualPort)
    if (!Number.isInteger(port) || port < 1024 || port > 65_000)
      throw new SetupError('The port must be a number between 1024 and 65000.')
    const count = Number(values.clinics ?? usualClinics)
    if (!Number.isInteger(count) || count < usualClinics || count > mostClinics)
      throw new SetupError(`So many clinics can be run: ${usualClinics} to ${mostClinics}.`)
    return { isReset: values.reset ?? false, port, count, added: values.add ?? null }
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(
      'Unknown option: npm start knows --reset, --port NUMBER, --clinics NUMBER and --add NAME, after a --.',
    )
  }
}

const say = (line: string) => console.log(line)

const roleWords = { physician: 'physician', specialist: 'specialist', admin: 'admin' } as const

const show = ({ name, url, people }: Clinic) => {
  say(`\n${name}   ${url}`)
  for (const { userId, password, role, name: person, title } of people)
    say(`  ${userId.padEnd(32)} ${password}   ${roleWords[role].padEnd(10)}  ${person}, ${title}`)
}

const writeDemoFile = ({ all }: Clinics) => {
  const clinics = all.map(({ name, serverName, url, people }) => ({
    name,
    serverName,
    url,
    people: people.map(({ userId, password, role }) => ({ userId, password, role })),
  }))
  writeFileSync(join(dataFolder, 'demo.json'), `${JSON.stringify({ clinics }, null, 2)}\n`, { mode: 0o600 })
}

const run = async () => {
  const { isReset, port, count, added } = readOptions()
  if (added !== null) return addToDemo(added, say)
  if (isReset) {
    const running = await takeFolder(dataFolder, say).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    rmSync(dataFolder, { recursive: true, force: true })
    running?.release()
  }
  const ports = Array.from({ length: count }, (_, at) => portsFrom(port + at * portsPerClinic))
  let clinics: Clinics | null = null
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    if (!clinics) process.exit(130)
    say('\nStopping …')
    await clinics[Symbol.asyncDispose]()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  clinics = await openClinics({ folder: dataFolder, ports, say, beforeStart: () => requirePorts(ports) })
  writeDemoFile(clinics)
  for (const clinic of clinics.all) show(clinic)
  say(`\nReady after ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops all clinics.`)
}

try {
  await run()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}
