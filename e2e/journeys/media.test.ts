import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import exifr from 'exifr'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { sendChosen } from '../people/attachments.ts'
import { savedBy } from '../people/downloads.ts'
import {
  chooseBytes,
  chooseToSend,
  coloursOf,
  followPlayers,
  handOver,
  newestVoice,
  pictureFrom,
  savePicture,
  sendDialog,
  squares,
} from '../people/media.ts'
import { message } from '../people/messages.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Aufnahme')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name)
const patience = { timeout: 60_000 }

/** Where, who and what: all of them are in the picture as the camera wrote it. */
const secrets = ['Exif', 'Mustermann', 'Geheim', 'Klinikkamera', 'Hamburg', 'http://ns.adobe.com/xap', 'Photoshop']

test('a picture arrives as it was meant, without place, names and everything else that it says beside', async () => {
  const { ida, emil } = pair
  await story('picture', [ida, emil], async () => {
    const original = await readFile(fixture('photo-with-place.jpg'))
    for (const secret of secrets) expect(original.includes(secret), secret).toBe(true)
    expect(await exifr.gps(original)).toMatchObject({ latitude: expect.closeTo(53.5511, 3) })

    await chooseToSend(ida, fixture('photo-with-place.jpg'))
    await sendDialog(ida).getByText('Ort, Kamera und andere Angaben sind').waitFor()
    await sendDialog(ida).getByLabel('Beschriftung').fill('Unterarm links')
    await sendChosen(ida)

    await pictureFrom(emil, ida.name).waitFor(patience)
    await message(emil, 'Unterarm links').waitFor()
    const { name, bytes } = await savePicture(emil, pictureFrom(emil, ida.name))
    expect(name).toBe('Bild.jpg')
    for (const secret of secrets) expect(bytes.includes(secret), secret).toBe(false)
    expect(await exifr.parse(bytes, { gps: true, xmp: true, iptc: true, icc: true, tiff: true })).toBeUndefined()
    // Turned as the camera meant it: what it stored to the left is above.
    const seen = await coloursOf(emil, bytes, [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ])
    expect([seen.width, seen.height]).toEqual([120, 160])
    const [blue, red, yellow, green] = seen.colours
    expect(blue?.[2]).toBeGreaterThan(200)
    expect(red?.[0]).toBeGreaterThan(200)
    expect(red?.[2]).toBeLessThan(60)
    expect(yellow?.[1]).toBeGreaterThan(200)
    expect(green?.[0]).toBeLessThan(60)
  })
})

test('many at once arrive in their order, chosen, pasted and dropped, and one is followed by the next', async () => {
  const { ida, emil } = pair
  await story('many', [ida, emil], async () => {
    const film = await readFile(fixture('film-with-place.mp4'))
    for (const secret of ['Mustermann', '+53.5511']) expect(film.includes(secret), secret).toBe(true)
    const before = await pictureFrom(emil, ida.name).count()
    await chooseToSend(ida, [fixture('film-with-place.mp4'), fixture('README.md')])
    await handOver(ida, 'paste', await squares(ida, 64, 48), 'Mustermann Befund.png')
    await handOver(ida, 'drop', await squares(ida, 80, 40), 'Mustermann Foto.png')
    await sendDialog(ida).getByRole('listitem').nth(3).waitFor()
    await sendChosen(ida)

    await expect.poll(() => pictureFrom(emil, ida.name).count(), patience).toBe(before + 2)
    expect(await emil.page.getByText('Mustermann').count()).toBe(0)
    const card = emil.page.getByRole('log').getByRole('article').filter({ hasText: 'README.md' })
    await card.getByRole('button', { name: 'Öffnen' }).click()
    const text = emil.page.getByRole('dialog', { name: 'README.md' })
    await text.getByText('Files for tests').waitFor()
    await emil.page.keyboard.press('Escape')
    await text.waitFor({ state: 'detached' })

    await emil.page.getByRole('button', { name: `Video von ${ida.name} abspielen` }).click()
    const viewer = emil.page.getByRole('dialog')
    await viewer.locator('video').waitFor()
    // With all of its controls, also where a film is higher than the screen.
    const bottom = await viewer.locator('video').evaluate(async (one) => {
      const film = one as HTMLVideoElement
      if (film.readyState === 0)
        await new Promise((resolve) => film.addEventListener('loadedmetadata', resolve, { once: true }))
      return film.getBoundingClientRect().bottom - innerHeight
    })
    expect(bottom).toBeLessThanOrEqual(0)
    const { bytes } = await savedBy(emil, () => viewer.getByRole('button', { name: 'Herunterladen' }).click())
    for (const secret of ['Mustermann', 'Geheim', '53.55', 'meta', 'udta']) expect(bytes.includes(secret)).toBe(false)
    await viewer.getByRole('button', { name: /Nächste Aufnahme/ }).click()
    await viewer.locator('img[data-ready]').waitFor()
    await emil.page.keyboard.press('ArrowRight')
    await expect
      .poll(() =>
        viewer.locator('img[data-ready]').evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth),
      )
      .toBe(80)
    await emil.page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
  })
})

test('what is cut off or covered in a picture is gone for good, and the keys are enough for it', async () => {
  const { ida, emil } = pair
  await story('covered', [ida, emil], async () => {
    await chooseBytes(ida, { name: 'x.png', mimeType: 'image/png', buffer: await squares(ida, 1000, 750) })
    await sendDialog(ida).getByRole('button', { name: 'Bearbeiten' }).click()
    const editor = ida.page.getByRole('dialog', { name: 'Bild bearbeiten' })
    const paper = editor.getByRole('region', { name: 'Bild mit Rahmen' })
    await paper.and(editor.locator('[data-ready]')).waitFor()
    const keys = async (...pressed: string[]) => {
      await paper.focus()
      for (const key of pressed) await ida.page.keyboard.press(key)
    }
    // Only the middle of it leaves.
    await editor.getByRole('button', { name: 'Zuschneiden' }).click()
    await keys('ArrowRight', 'Enter')
    await editor.getByText('Zugeschnitten').waitFor({ state: 'attached' })
    await editor.getByRole('button', { name: 'Schwärzen' }).click()
    // Taken back, then covered in another way: at the place where the frame stands first.
    await keys('ArrowRight', 'Enter')
    await editor.getByText('Geschwärzt').waitFor({ state: 'attached' })
    await keys('Control+z')
    await editor.getByRole('button', { name: 'Verpixeln' }).click()
    await keys('ArrowRight', 'Enter')
    await editor.getByText('Verpixelt').waitFor({ state: 'attached' })
    await ida.picture('media editor')
    await editor.getByRole('button', { name: 'Fertig' }).click()
    await editor.waitFor({ state: 'detached' })
    await sendChosen(ida)

    const picture = pictureFrom(emil, ida.name).last()
    const sizeOf = () => picture.locator('img').evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth)
    await expect.poll(sizeOf, patience).toBe(400)
    const { bytes } = await savePicture(emil, picture)
    // Every second pixel of what was covered, and a part of what was not.
    const across = Array.from({ length: 80 }, (_, at) => [0.3 + (at * 2 + 1) / 400, 0.5] as const)
    const outside = Array.from({ length: 40 }, (_, at) => [(at * 2 + 1) / 400, 0.1] as const)
    const { colours } = await coloursOf(emil, bytes, [...across, ...outside])
    const [covered, open] = [colours.slice(0, 80), colours.slice(80)]
    for (const [red] of covered) expect(Math.abs(red - 128)).toBeLessThanOrEqual(24)
    expect(new Set(open.map(([red]) => red))).toEqual(new Set([0, 255]))
  })
})

test('a photo is taken, blacked out and turned without ever leaving the application, and arrives so', async () => {
  const { ida, emil } = pair
  await story('camera', [ida, emil], async () => {
    const downloads: unknown[] = []
    ida.page.on('download', (download) => downloads.push(download))
    await ida.page.getByRole('button', { name: 'Foto aufnehmen' }).click()
    const camera = ida.page.getByRole('dialog', { name: 'Kamera' })
    await camera.locator('video[data-ready]').waitFor()
    await ida.picture('media camera')
    await camera.getByRole('button', { name: 'Auslösen' }).click()
    const editor = ida.page.getByRole('dialog', { name: 'Bild bearbeiten' })
    const paper = editor.getByRole('region', { name: 'Bild mit Rahmen' }).and(editor.locator('[data-ready]'))
    const place = await paper.boundingBox()
    if (!place) throw new Error('the picture is not there')
    const at = (x: number, y: number) => [place.x + place.width * x, place.y + place.height * y] as const
    await ida.page.mouse.move(...at(0.3, 0.3))
    await ida.page.mouse.down()
    await ida.page.mouse.move(...at(0.7, 0.7), { steps: 4 })
    await ida.page.mouse.up()
    await editor.getByRole('button', { name: 'Nach rechts drehen' }).click()
    // Whatever way one leaves the editor, what was covered stays covered.
    await ida.page.keyboard.press('Escape')
    await editor.waitFor({ state: 'detached' })
    await sendChosen(ida)

    const picture = pictureFrom(emil, ida.name).last()
    const shape = () =>
      picture.locator('img').evaluate((img) => img instanceof HTMLImageElement && img.naturalHeight > img.naturalWidth)
    await expect.poll(shape, patience).toBe(true)
    const { bytes } = await savePicture(emil, picture)
    const { colours } = await coloursOf(emil, bytes, [
      [0.5, 0.5],
      [0.35, 0.65],
      [0.95, 0.95],
    ])
    const [middle, edge, outside] = colours
    for (const dark of [...(middle ?? []), ...(edge ?? [])]) expect(dark).toBeLessThan(16)
    expect(Math.max(...(outside ?? []))).toBeGreaterThan(60)
    expect(downloads).toEqual([])
  })
})

test('a voice message is recorded, discarded, recorded anew, listened to, sent, and heard by the other', async () => {
  const { ida, emil } = pair
  await story('voice', [ida, emil], async () => {
    const record = async () => {
      await ida.page.getByRole('button', { name: 'Sprachnachricht aufnehmen' }).click()
      await ida.page.getByText('Aufnahme läuft').waitFor({ state: 'attached' })
    }
    await record()
    await ida.page.getByRole('button', { name: 'Aufnahme verwerfen' }).click()
    await ida.page.getByLabel('Nachricht schreiben').waitFor()

    await record()
    await ida.page.waitForTimeout(2_000)
    await ida.picture('media recording')
    await ida.page.getByRole('button', { name: 'Beenden' }).click()
    const sending = ida.page.getByRole('button', { name: 'Sprachnachricht senden' })
    await sending.waitFor()
    const played = await followPlayers(ida)
    await ida.page.getByRole('button', { name: 'Abspielen' }).last().click()
    await expect.poll(played, patience).toBeGreaterThan(2)
    await sending.click()
    await ida.page.getByLabel('Nachricht schreiben').waitFor()

    const heard = newestVoice(emil)
    await heard.waitFor(patience)
    // As long as it was, on a machine that may press late.
    await heard.getByText(/^0:0[2-9]$/).waitFor()
    await heard.getByTitle('Geschwindigkeit: 1-fach').click()
    await heard.getByTitle('Geschwindigkeit: 1,5-fach').waitFor()
    const playedByEmil = await followPlayers(emil)
    await heard.getByRole('button', { name: 'Abspielen' }).click()
    await expect.poll(playedByEmil, patience).toBeGreaterThan(5)
    await expect.poll(() => emil.page.getByRole('slider').count()).toBe(1)
  })
})
