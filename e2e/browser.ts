import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { projectFolder } from '../synapse-config/node/folders.ts'

/** What Chromium would do by itself reaches the network, which tests must not need. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const withDevices = '--use-fake-device-for-media-stream'
const withMedia = [
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
]

type Machine = {
  /** Camera and microphone, made up; false: those that it has, which tests' machines have not. */
  hasDevices: boolean
}

const launchOptions = (more: readonly string[] = [], { hasDevices }: Machine = { hasDevices: true }) => {
  const executablePath = process.env['CONSILIUM_TEST_CHROMIUM']
  if (!executablePath) throw new Error('No browser for these tests: use npm test.')
  return {
    executablePath,
    headless: true,
    args: [...quiet, ...withMedia, ...(hasDevices ? [withDevices] : []), ...more],
  }
}

export const openBrowser = (more?: readonly string[], machine?: Machine): Promise<Browser> =>
  chromium.launch(launchOptions(more, machine))

export type Look = { width: number; height: number; scheme: 'light' | 'dark'; language: 'de' | 'en' }
export const desktop: Look = { width: 1440, height: 900, scheme: 'light', language: 'de' }
export const phone: Look = { width: 360, height: 740, scheme: 'dark', language: 'de' }

const contextOptions = (look: Look): BrowserContextOptions => ({
  viewport: { width: look.width, height: look.height },
  colorScheme: look.scheme,
  locale: look.language === 'de' ? 'de-DE' : 'en-GB',
  permissions: ['camera', 'microphone'],
  acceptDownloads: true,
  reducedMotion: 'reduce',
})
/** For a machine that has much else to do. */
const patienceMs = 40_000

/** A browser profile of its own, as one person's device. */
export const openDevice = async (browser: Browser, look: Look = desktop): Promise<BrowserContext> => {
  const context = await browser.newContext(contextOptions(look))
  context.setDefaultTimeout(patienceMs)
  return context
}

/** A browser of its own that keeps its profile on the disk, as people's browsers do: what is large lies there too. */
export const openProfile = async (folder: string, look: Look = desktop): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions(), ...contextOptions(look) })
  context.setDefaultTimeout(patienceMs)
  return context
}

const pictures = join(projectFolder, '.data/pictures')

/** For people to look at, who test what they work on: to take it costs as much as to test the view. */
export const wantsPictures = process.env['CONSILIUM_TEST_PICTURES'] === 'yes'

/** What a page shows; gives where it is kept. */
export const takePicture = async (page: Page, name: string): Promise<string> => {
  mkdirSync(pictures, { recursive: true })
  const path = join(pictures, `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`)
  await page.screenshot({ path })
  return path
}
