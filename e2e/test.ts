import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from './clinics/folders.ts'
import { ensureTools, openClinics } from './clinics/open-clinics.ts'
import { freePorts } from './clinics/ports.ts'
import { controlVariable, serveControl } from './clinics/remote-control.ts'
import { SetupError } from './clinics/setup-error.ts'
import { ensureChromium } from './clinics/tools/chromium.ts'
import { ensureVersitygw } from './clinics/tools/versitygw.ts'

/**
 * `npm test`: sets up everything and runs all tests, or those whose file names contain one of the arguments.
 * Ports and folders are its own, so that it runs beside `npm start`. What stops and starts parts of its clinics runs
 * one file after the other; where the machine has room, two rows of files at a time, each on clinics of its own.
 */

const say = (line: string) => console.log(line)
const startedAt = performance.now()

type Count = { passed: number; failed: number }

const run = (command: string, args: readonly string[], env: Record<string, string> = {}, cwd = projectFolder) =>
  new Promise<number>((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })

const attribute = (xml: string, name: string) =>
  Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? Number.NaN)

/** A run that left no readable result counts as one failure. */
const unreadable: Count = { passed: 0, failed: 1 }

const countOf = (code: number, count: () => Count): Count => {
  try {
    const found = count()
    if (!Number.isFinite(found.passed + found.failed)) return unreadable
    return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found
  } catch {
    return unreadable
  }
}

const testModule = async (python: string, folder: string): Promise<Count> => {
  const report = join(folder, 'module.xml')
  const cwd = join(projectFolder, 'synapse-config/module')
  const args = ['-m', 'pytest', '--quiet', '-p', 'no:cacheprovider', `--junitxml=${report}`]
  const code = await run(python, args, { PYTHONDONTWRITEBYTECODE: '1' }, cwd)
  return countOf(code, () => {
    const xml = readFileSync(report, 'utf8')
    const failed = attribute(xml, 'failures') + attribute(xml, 'errors')
    return { passed: attribute(xml, 'tests') - failed - attribute(xml, 'skipped'), failed }
  })
}

/** Kinds of tests (`vite.config.ts`) that run one after the other, and where their files are. */
type Lane = { kinds: readonly string[]; folders: readonly string[] }

/** About equally long. */
const lanes: readonly Lane[] = [
  { kinds: ['unit', 'journeys'], folders: ['shared', 'server', 'client', 'synapse-config', 'lint', 'e2e/journeys'] },
  { kinds: ['service', 'faults'], folders: ['e2e/clinics', 'e2e/services', 'e2e/faults'] },
]

/** Two clinics and a browser need about three of them. */
const roomyBytes = 10 * 1024 ** 3
const isRoomy = totalmem() >= roomyBytes && availableParallelism() > 1

const hasFiles = ({ folders }: Lane, filters: readonly string[]): boolean =>
  folders.some((folder) =>
    globSync(`${folder}/**/*.test.ts`, { cwd: projectFolder }).some((file) =>
      filters.some((filter) => file.includes(filter)),
    ),
  )

const testLane = async (
  { kinds }: Lane,
  folder: string,
  env: Record<string, string>,
  filters: readonly string[],
): Promise<Count> => {
  const report = join(folder, `${kinds.join('-')}.json`)
  const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs')
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, '--passWithNoTests']
  const projects = kinds.map((kind) => `--project=${kind}`)
  const code = await run(process.execPath, [vitest, 'run', ...options, ...projects, ...filters], env)
  return countOf(code, () => {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: result.numPassedTests, failed: result.numFailedTests }
  })
}

/** On two clinics of their own, lane after lane. */
const testOnClinics = async (
  row: readonly Lane[],
  folder: string,
  {
    chromium,
    objectStoreProgram,
    filters,
  }: { chromium: string; objectStoreProgram: string; filters: readonly string[] },
): Promise<Count[]> => {
  const [nordPorts, suedPorts] = await freePorts(2)
  if (!nordPorts || !suedPorts) throw new Error('two rows of ports are needed')
  await using clinics = await openClinics({
    folder,
    ports: [nordPorts, suedPorts],
    say,
    objectStoreProgram,
    // Browsers' own push services are not reached from a test.
    extraPushServices: ['http://127.0.0.1:*'],
  })
  await using control = await serveControl(clinics)
  const env = { [controlVariable]: control.url, CONSILIUM_TEST_CHROMIUM: chromium }
  const counts: Count[] = []
  for (const lane of row) counts.push(await testLane(lane, folder, env, filters))
  return counts
}

const test = async (filters: readonly string[]): Promise<Count> => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-test-run-'))
  const leaveNothing = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', leaveNothing)
  try {
    const [chromium, { python }, objectStoreProgram] = await Promise.all([
      ensureChromium(say),
      ensureTools(say),
      ensureVersitygw(say),
    ])
    const own = { chromium, objectStoreProgram, filters }
    const wanted = filters.length > 0 ? lanes.filter((lane) => hasFiles(lane, filters)) : lanes
    const rows = isRoomy ? wanted.map((lane) => [lane]) : [wanted]
    const tested = await Promise.all([
      ...rows.map((row, at) => testOnClinics(row, join(folder, `clinics-${at + 1}`), own)),
      filters.length > 0 ? [] : testModule(python, folder).then((count) => [count]),
    ])
    const counts = tested.flat()
    return {
      passed: counts.reduce((sum, { passed }) => sum + passed, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    }
  } finally {
    leaveNothing()
  }
}

// Ends what runs by the listeners of `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  const { passed, failed } = await test(process.argv.slice(2))
  say(`\nAll of it took ${Math.round((performance.now() - startedAt) / 1000)} s.`)
  say(`${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}
