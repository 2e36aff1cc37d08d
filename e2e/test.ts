import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../synapse-config/node/folders.ts'
import { freePorts } from '../synapse-config/node/ports.ts'
import { SetupError } from '../synapse-config/node/setup-error.ts'
import { ensureTools } from '../synapse-config/node/tools/ensure-tools.ts'
import { openClinics } from './clinics/open-clinics.ts'
import { controlVariable, serveControl } from './clinics/remote-control.ts'
import { ensureChromium } from './clinics/tools/chromium.ts'
import { ensurePebble } from './clinics/tools/pebble.ts'
import { ensureVersitygw } from './clinics/tools/versitygw.ts'

/**
 * `npm test`: sets up everything and runs all tests, or those whose file names contain one of the arguments.
 * Ports and folders are its own, so that it runs beside `npm start`. Files that stop and start parts of clinics have
 * these to themselves: one at a time, or two where the machine has room for four clinics. What needs none of it runs
 * while they are set up.
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
    const end = () => child.kill()
    process.once('exit', end)
    child.once('error', () => resolve(1))
    child.once('close', (code) => {
      process.off('exit', end)
      resolve(code ?? 1)
    })
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

/** Kinds of tests (`vite.config.ts`), and where their files are. */
type Kinds = { names: readonly string[]; folders: readonly string[] }

const alone: Kinds = { names: ['unit'], folders: ['shared', 'server', 'client', 'synapse-config', 'lint'] }
const wholeSystem: Kinds = {
  names: ['service', 'faults', 'journeys', 'crowds'],
  folders: ['e2e/clinics', 'e2e/services', 'e2e/faults', 'e2e/journeys', 'e2e/crowds'],
}

/** Two clinics and a browser need about three of them. */
const roomyBytes = 10 * 1024 ** 3
const isRoomy = totalmem() >= roomyBytes && availableParallelism() > 1

const filesOf = ({ folders }: Kinds, filters: readonly string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: projectFolder }))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))

type Where = { folder: string; filters: readonly string[] }

const testKinds = async (
  { names }: Kinds,
  { folder, filters }: Where,
  env: Record<string, string> = {},
): Promise<Count> => {
  const report = join(folder, `${names.join('-')}.json`)
  const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs')
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, '--passWithNoTests']
  const projects = names.map((name) => `--project=${name}`)
  const code = await run(process.execPath, [vitest, 'run', ...options, ...projects, ...filters], env)
  return countOf(code, () => {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: result.numPassedTests, failed: result.numFailedTests }
  })
}

/** On two clinics of their own for each file that runs at a time. */
const testWholeSystem = async (where: Where, chromium: string, objectStoreProgram: string): Promise<Count> => {
  const rows = Math.min(isRoomy ? 2 : 1, filesOf(wholeSystem, where.filters).length)
  const ports = await freePorts(2 * rows)
  await using opened = new AsyncDisposableStack()
  const openRow = async (_: unknown, row: number): Promise<string> => {
    const [nordPorts, suedPorts] = ports.slice(2 * row)
    if (!nordPorts || !suedPorts) throw new Error('two rows of ports are needed')
    const clinics = await openClinics({
      folder: join(where.folder, `clinics-${row + 1}`),
      ports: [nordPorts, suedPorts],
      say,
      objectStoreProgram,
      // Browsers' own push services are not reached from a test.
      extraPushServices: ['http://127.0.0.1:*'],
    })
    opened.use(clinics)
    return opened.use(await serveControl(clinics)).url
  }
  const controls = await Promise.all(Array.from({ length: rows }, openRow))
  // Awaited here: the clinics go when this is left.
  return await testKinds(wholeSystem, where, {
    [controlVariable]: controls.join(' '),
    CONSILIUM_TEST_ROWS: String(rows),
    CONSILIUM_TEST_CHROMIUM: chromium,
    // Whoever names files works on what they test, and may want to look at it.
    CONSILIUM_TEST_PICTURES: where.filters.length > 0 ? 'yes' : 'no',
  })
}

const test = async (filters: readonly string[]): Promise<Count> => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-test-run-'))
  const leaveNothing = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', leaveNothing)
  const where = { folder, filters }
  const hasFiles = (kinds: Kinds) => filesOf(kinds, filters).length > 0
  const testTogether = async (): Promise<Count[]> => {
    const [chromium, { python }, objectStoreProgram] = await Promise.all([
      ensureChromium(say),
      ensureTools(say),
      ensureVersitygw(say),
      ensurePebble(say),
    ])
    return Promise.all([
      ...(hasFiles(wholeSystem) ? [testWholeSystem(where, chromium, objectStoreProgram)] : []),
      ...(filters.length > 0 ? [] : [testModule(python, folder)]),
    ])
  }
  try {
    const [apart, together] = await Promise.all([
      hasFiles(alone) ? testKinds(alone, where) : null,
      filters.length === 0 || hasFiles(wholeSystem) ? testTogether() : [],
    ])
    const counts = [...(apart ? [apart] : []), ...together]
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
