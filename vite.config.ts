import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const serviceWorker = 'service-worker.js'

const segmenter = here('node_modules/@mediapipe/tasks-vision')
/** Its files keep their names, so the folder changes with its version. */
const segmenterFolder = `assets/tasks-vision-${JSON.parse(readFileSync(join(segmenter, 'package.json'), 'utf8')).version}`

/** What finds people in a picture loads parts of itself by names that no import tells. */
const giveSegmenter = (): Plugin => ({
  name: 'give-segmenter',
  apply: 'build',
  generateBundle() {
    for (const name of ['vision_wasm_internal.js', 'vision_wasm_internal.wasm'])
      this.emitFile({
        type: 'asset',
        fileName: `${segmenterFolder}/${name}`,
        source: readFileSync(join(segmenter, 'wasm', name)),
      })
  },
})

/** Files of viewers that most people never open, and that are large together. */
const isForViewers = (name: string) =>
  name.startsWith(segmenterFolder) ||
  (/\.(?:wasm|ttf|pfb|bcmap|tflite)$/.test(name) && !name.includes('matrix_sdk_crypto'))

/** In one file, under the address by which browsers know it. */
const buildServiceWorker = (outDir: string) =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: {
        input: here('client/workers/service-worker.ts'),
        output: { format: 'iife', entryFileNames: serviceWorker },
      },
    },
  })

/** Tells the service worker which files belong to this build (`client/workers/shell-files.ts`). */
const listShell = (): Plugin => ({
  name: 'list-shell',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const hashed = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !name.endsWith('.map'))
    const named = ['index.html', ...readdirSync(here('client/public'))]
    const hash = createHash('sha256').update(hashed.sort().join())
    for (const name of named) hash.update(readFileSync(join(dir, name)))
    const paths = (names: string[]) => names.map((name) => `/${name}`)
    const files = {
      version: hash.digest('hex').slice(0, 16),
      named: paths(named),
      assets: paths(hashed.filter((name) => !isForViewers(name))),
      onDemand: paths(hashed.filter(isForViewers)),
    }
    await buildServiceWorker(dir)
    const worker = join(dir, serviceWorker)
    writeFileSync(worker, `const shellFiles=${JSON.stringify(files)};\n${readFileSync(worker, 'utf8')}`)
  },
})

/**
 * Of the whole system: as many files at a time as there are clinics for them (`e2e/test.ts`), for each of them may stop
 * and start parts of its clinics. Limits are for machines that have much else to do: what passes does not wait for them.
 */
const wholeSystem = {
  sequence: { groupOrder: 1 },
  maxWorkers: Number(process.env['CONSILIUM_TEST_ROWS'] ?? 1),
  testTimeout: 240_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 30_000 } },
}

/** Builds the client and names the kinds of tests. */
export default defineConfig({
  root: here('client'),
  plugins: [solid(), giveSegmenter(), listShell()],
  define: { segmenterFolder: JSON.stringify(segmenterFolder) },
  worker: { format: 'es' },
  build: {
    outDir: here('client/dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Few files of some size come sooner than many small ones; parts that only few views need stay apart.
      output: {
        strictExecutionOrder: true,
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'common', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 100_000, priority: 1 },
          ],
        },
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  test: {
    root: here('.'),
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,server,client,synapse-config,lint}/**/*.test.ts'],
          // They run while tools are built and clinics are set up.
          testTimeout: 30_000,
        },
      },
      {
        extends: false,
        // Without the plugin of the client, which lets libraries take their halves for browsers.
        root: here('.'),
        test: {
          ...wholeSystem,
          name: 'service',
          environment: 'node',
          include: ['e2e/{clinics,services}/**/*.test.ts'],
        },
      },
      { extends: true, test: { ...wholeSystem, name: 'faults', include: ['e2e/faults/**/*.test.ts'] } },
      { extends: true, test: { ...wholeSystem, name: 'journeys', include: ['e2e/journeys/**/*.test.ts'] } },
      // So many pages at once leave nothing of a small machine for others.
      {
        extends: true,
        test: {
          ...wholeSystem,
          name: 'crowds',
          include: ['e2e/crowds/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
})
