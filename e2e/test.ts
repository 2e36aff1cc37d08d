import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
 * Ports and folders are its own, so that it runs beside `npm start`.
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

const testRest = async (folder: string, env: Record<string, string>, filters: readonly string[]): Promise<Count> => {
  const report = join(folder, 'vitest.json')
  const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(process.execPath, [vitest, 'run', ...reporters, ...filters], env)
  return countOf(code, () => {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: result.numPassedTests, failed: result.numFailedTests }
  })
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
    const [nordPorts, suedPorts] = await freePorts(2)
    if (!nordPorts || !suedPorts) throw new Error('two rows of ports are needed')
    await using clinics = await openClinics({
      folder: join(folder, 'clinics'),
      ports: [nordPorts, suedPorts],
      say,
      objectStoreProgram,
      // Browsers' own push services are not reached from a test.
      extraPushServices: ['http://127.0.0.1:*'],
    })
    await using control = await serveControl(clinics)
    const env = { [controlVariable]: control.url, CONSILIUM_TEST_CHROMIUM: chromium }
    const counts = [
      ...(filters.length > 0 ? [] : [await testModule(python, folder)]),
      await testRest(folder, env, filters),
    ]
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
