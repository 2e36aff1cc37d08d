import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { openBrowser } from '../browser.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import {
  backToConversation,
  countFrames,
  enterCall,
  hangUp,
  joinCall,
  openCall,
  pictureOf,
  softAndLoudOf,
  soundOf,
  turnCameraOff,
} from '../people/calls.ts'
import { sharpnessOf, voiceAndNoise } from '../people/effects.ts'
import { missFiles } from '../people/missing-files.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let folder: string
let browser: Browser
let pair: Pair
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consilium-effects-'))
  const sound = join(folder, 'voice-and-noise.wav')
  await writeFile(sound, voiceAndNoise())
  browser = await openBrowser([
    `--use-file-for-fake-video-capture=${join(projectFolder, 'e2e/fixtures/person-in-room.mjpeg')}`,
    `--use-file-for-fake-audio-capture=${sound}`,
  ])
  pair = await openPair(browser, await findClinics(), 'Unschärfe')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const patience = { timeout: 60_000 }

test('what would blur or quieten cannot be loaded: the call goes on, and it says what that means for picture and sound', {
  timeout: 300_000,
}, async () => {
  const { ida, emil } = pair
  await story('effects that fail', [ida, emil], async () => {
    const haveFiles = await missFiles(ida, /\.tflite$|rnnoise[^/]*\.wasm$/)
    await openCall(ida)
    await ida.page.getByRole('checkbox', { name: 'Hintergrund unscharf zeigen' }).check()
    await ida.page.getByRole('checkbox', { name: 'Störgeräusche unterdrücken' }).check()
    const withoutBlur = ida.page.getByText('Die Unschärfe konnte nicht geladen werden. Ihre Kamera bleibt deshalb aus.')
    await withoutBlur.waitFor(patience)
    await ida.picture('before the call, blur failed')
    await enterCall(ida)
    await joinCall(emil)
    const withoutQuiet = ida.page.getByText('Ihr Ton ist unverändert.')
    await Promise.all([withoutBlur.waitFor(patience), withoutQuiet.waitFor(patience)])
    expectNoBarriers(await lookAt(ida, 'effects that fail'))
    // Heard as before, and not seen as before.
    await expect.poll(() => soundOf(emil, ida.userId, 2_000), patience).toBeGreaterThan(0.1)
    expect(await pictureOf(emil, ida.name).evaluate((video) => (video as HTMLVideoElement).hidden)).toBe(true)
    expect(await countFrames(pictureOf(ida, emil.name), 5, 60_000)).toBe(5)

    await haveFiles()
    await ida.page.getByRole('button', { name: 'Erneut versuchen' }).click()
    await withoutQuiet.waitFor({ state: 'detached', ...patience })
    await ida.page.getByRole('button', { name: 'Scharf zeigen' }).click()
    await withoutBlur.waitFor({ state: 'detached', ...patience })
    expect(await countFrames(pictureOf(emil, ida.name), 5, 60_000)).toBe(5)
    await hangUp(ida)
    await backToConversation(ida)

    // A browser that knows WebGL, on a machine that has none.
    await emil.page.evaluate(() => {
      for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) prototype.getContext = () => null
    })
    await hangUp(emil)
    await backToConversation(emil)
    await openCall(emil)
    await emil.page.getByRole('checkbox', { name: 'Hintergrund unscharf zeigen' }).check()
    await emil.page
      .getByText('Die Unschärfe konnte nicht geladen werden. Ihre Kamera bleibt deshalb aus.')
      .waitFor(patience)

    // As it was before.
    await emil.page.getByRole('checkbox', { name: 'Hintergrund unscharf zeigen' }).uncheck()
    await emil.page.reload()
    await openCall(ida)
    await ida.page.getByRole('checkbox', { name: 'Störgeräusche unterdrücken' }).uncheck()
    await Promise.all([backToConversation(ida), backToConversation(emil)])
  })
})

const face = [0.36, 0.22, 0.54, 0.5] as const
const room = [0.7, 0.1, 0.9, 0.85] as const

test('who wants it shows themselves in front of a blurred room, and is heard without noise, as they looked before', {
  timeout: 300_000,
}, async () => {
  const { ida, emil } = pair
  await story('effects', [ida, emil], async () => {
    await openCall(ida)
    const blur = ida.page.getByRole('checkbox', { name: 'Hintergrund unscharf zeigen' })
    const quiet = ida.page.getByRole('checkbox', { name: 'Störgeräusche unterdrücken' })
    // Nobody is changed who has not asked for it.
    expect([await blur.isChecked(), await quiet.isChecked()]).toEqual([false, false])
    await blur.check()
    const isBlurred = async (video: Locator) => {
      const [person, behind] = [await sharpnessOf(video, face), await sharpnessOf(video, room)]
      return person > 3 && behind < person / 2
    }
    // What finds people in a picture is loaded now.
    await expect.poll(() => isBlurred(ida.page.getByLabel('Vorschau Ihrer Kamera')), { timeout: 120_000 }).toBe(true)
    await ida.picture('before the call, blurred')
    await enterCall(ida)
    await joinCall(emil)
    const seen = pictureOf(emil, ida.name)
    await expect.poll(() => isBlurred(seen), patience).toBe(true)
    await emil.picture('a blurred room')

    // Off and on again, by the camera of the same call.
    await turnCameraOff(ida)
    await ida.page.getByRole('button', { name: /^Kamera einschalten/ }).click()
    await ida.page.getByRole('button', { name: /^Kamera ausschalten/ }).waitFor()
    expect(await countFrames(seen, 5, 60_000)).toBe(5)
    await expect.poll(() => isBlurred(seen), patience).toBe(true)

    const change = async (name: string) => {
      await ida.page.getByRole('button', { name: 'Geräte wählen' }).click()
      const dialog = ida.page.getByRole('dialog')
      await dialog.getByRole('checkbox', { name }).click()
      await ida.picture('devices')
      await ida.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    await change('Hintergrund unscharf zeigen')
    await expect.poll(() => sharpnessOf(seen, room), patience).toBeGreaterThan(5)

    // Once all of it is heard, between words too.
    let before = { soft: 0, loud: 0 }
    const listen = async () => {
      before = await softAndLoudOf(emil, ida.userId, 5_000)
      return before.soft
    }
    await expect.poll(listen, patience).toBeGreaterThan(0)
    await change('Störgeräusche unterdrücken')
    const share = async () => {
      const now = await softAndLoudOf(emil, ida.userId, 5_000)
      return now.loud / now.soft / (before.loud / before.soft)
    }
    await expect.poll(share, patience).toBeGreaterThan(3)
    // On this device it stays as it was left.
    await hangUp(ida)
    await backToConversation(ida)
    await openCall(ida)
    await quiet.waitFor()
    expect([await blur.isChecked(), await quiet.isChecked()]).toEqual([false, true])
  })
})
