import { fileURLToPath } from 'node:url'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the client and names the three kinds of tests. */
export default defineConfig({
  root: here('client'),
  plugins: [solid()],
  worker: { format: 'es' },
  build: {
    outDir: here('client/dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  test: {
    root: here('.'),
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['{shared,server,client,synapse-config}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'service',
          // After each other: these and the next stop and start parts of the same clinics.
          sequence: { groupOrder: 1 },
          include: ['e2e/services/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['e2e/{journeys,faults}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
