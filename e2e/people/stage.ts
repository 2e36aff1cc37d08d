import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPair, type Pair } from './pair.ts'

/** What the stories of one file of tests share. */
export type Stage = {
  readonly browser: Browser
  readonly clinics: TestClinics
  /** The two of `setStage`'s `about`. */
  readonly pair: Pair
  /** On the disk of those who send files; gone afterwards. */
  readonly folder: string
  /** Lays a file there; gives its path. */
  layDown(name: string, bytes: Uint8Array): Promise<string>
}

/**
 * Call it on top of a file of tests: set up before its first story, taken down after its last. With `about`, two people
 * are in a conversation about it (`openPair`).
 */
export const setStage = (about?: string): Stage => {
  let set: { browser: Browser; clinics: TestClinics; folder: string } | undefined
  let pair: Pair | undefined
  const known = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('this is there when the tests run')
    return thing
  }
  const stage = {
    get browser() {
      return known(set).browser
    },
    get clinics() {
      return known(set).clinics
    },
    get pair() {
      return known(pair)
    },
    get folder() {
      return known(set).folder
    },
    async layDown(name: string, bytes: Uint8Array) {
      const path = join(known(set).folder, name)
      await writeFile(path, bytes)
      return path
    },
  }
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'consilium-stage-'))
    const [browser, clinics] = await Promise.all([openBrowser(), findClinics()])
    set = { browser, clinics, folder }
    if (about !== undefined) pair = await openPair(browser, clinics, about)
  })
  afterAll(async () => {
    await pair?.[Symbol.asyncDispose]()
    await set?.browser.close()
    if (set) await rm(set.folder, { recursive: true, force: true })
  })
  return stage
}
