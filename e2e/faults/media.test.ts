import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { sendChosen } from '../people/attachments.ts'
import { chooseBytes, chooseToSend, pictureFrom, sendDialog } from '../people/media.ts'
import { message } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo, type Person } from '../people/person.ts'
import { story } from '../people/story.ts'
import { saidInEnglish } from '../people/views.ts'
import { keepsApplication } from '../people/without-network.ts'
import { askMatrix } from '../services/matrix-api.ts'
import { signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Bildfehler')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }
const photo = join(import.meta.dirname, '../fixtures/photo-with-place.jpg')

const storedMedia = ({ folder }: TestClinic): string[] => globSync(join(folder, '**/local_content/*/*/*'))
const newestOf = ({ page }: Person) => page.getByRole('log').getByRole('article').last()

/** The next file finds the disk full. Chromium counts what is left only now and then, so that it cannot be made to. */
const fillDisk = ({ page }: Person) =>
  page.evaluate(() => {
    const { prototype } = IDBObjectStore
    const { put } = prototype
    prototype.put = function (...row) {
      if (this.name !== 'files') return put.apply(this, row)
      prototype.put = put
      throw new DOMException('full', 'QuotaExceededError')
    }
  })

test('a picture that was changed at the clinic is not shown, and says so', async () => {
  const { ida, emil } = pair
  await story('picture tampered', [ida, emil], async () => {
    // Nobody fetches it before it is changed.
    await goTo(emil, 'Verzeichnis')
    const before = new Set(storedMedia(clinics.nord))
    await chooseToSend(ida, photo)
    await sendChosen(ida)
    await newestOf(ida).locator('[data-state="sent"], [data-state="delivered"]').waitFor(patience)
    const [stored, ...others] = storedMedia(clinics.nord).filter((path) => !before.has(path))
    if (!stored || others.length > 0) throw new Error('the clinic keeps not one new file')
    const cipher = await readFile(stored)
    expect(cipher.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false)
    cipher.writeUInt8(cipher.readUInt8(700) ^ 1, 700)
    await writeFile(stored, cipher)

    await goTo(emil, 'Nachrichten')
    await emil.page
      .getByRole('link', { name: new RegExp(ida.name) })
      .first()
      .click()
    await emil.page
      .getByText('Die Datei ist beschädigt oder wurde verändert. Sie wird nicht angezeigt.')
      .waitFor(patience)
    expect(await pictureFrom(emil, ida.name).count()).toBe(0)
    expect(await emil.page.getByRole('log').locator('img').count()).toBe(0)
  })
})

test('a picture that is sent without a network waits through a reload, unreadable on the disk, and arrives once', async () => {
  const { ida, emil } = pair
  await story('picture offline', [ida, emil], async () => {
    await keepsApplication(ida)
    await ida.context.setOffline(true)
    await chooseToSend(ida, photo)
    await sendChosen(ida)
    await newestOf(ida).getByText('Wartet auf das Senden').waitFor(patience)
    const onDisk = await ida.page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('consilium-media'))?.name ?? ''
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
      })
      const kept = await new Promise<ArrayBuffer[]>((resolve) => {
        const request = database.transaction('files').objectStore('files').getAll()
        request.onsuccess = () => resolve(request.result)
      })
      database.close()
      return kept.map((bytes) => [...new Uint8Array(bytes).subarray(0, 3)])
    })
    expect(onDisk).toHaveLength(1)
    expect(onDisk[0]).not.toEqual([0xff, 0xd8, 0xff])

    await ida.page.reload()
    await newestOf(ida).getByText('Wartet auf das Senden').waitFor(patience)
    await pictureFrom(ida, 'Ihnen').last().waitFor(patience)
    await ida.context.setOffline(false)
    await pictureFrom(emil, ida.name).waitFor(patience)
    await newestOf(ida).locator('[data-state="read"], [data-state="delivered"]').waitFor(patience)
    await expect.poll(() => pictureFrom(emil, ida.name).count()).toBe(1)
    await message(ida, 'Wartet auf das Senden').waitFor({ state: 'detached' })
  })
})

test('what cannot be sent says why and what to do: unreadable, no space, too large', async () => {
  const { ida, emil } = pair
  await story('picture refused', [ida, emil], async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(400)])
    await chooseBytes(ida, { name: 'IMG_1.heic', mimeType: 'image/heic', buffer: heic })
    await sendDialog(ida).getByText('Speichern Sie es als JPEG oder PNG').waitFor()
    await saidInEnglish(ida, /It is not sent\. Save it as JPEG or PNG/)
    await expect
      .poll(() => sendDialog(ida).getByRole('button', { name: 'Senden', exact: true }).isDisabled())
      .toBe(true)
    await sendDialog(ida).getByRole('button', { name: 'Abbrechen' }).click()

    await fillDisk(ida)
    await chooseToSend(ida, photo)
    await sendDialog(ida).getByRole('button', { name: 'Senden', exact: true }).click()
    await ida.page.getByText('Auf diesem Gerät ist kein Platz mehr').waitFor()

    // As something between the browser and the homeserver would refuse it.
    const path = /\/_matrix\/media\/v3\/upload/
    await ida.page.route(path, (route) =>
      route.fulfill({ status: 413, json: { errcode: 'M_TOO_LARGE', error: 'Upload request body is too large' } }),
    )
    await sendChosen(ida)
    await newestOf(ida).getByText('mehr, als der Nachrichtenserver auf einmal annimmt').waitFor(patience)
    await saidInEnglish(ida, 'This is more than the messaging server takes at once.')
    await ida.page.unroute(path)
    const before = await pictureFrom(emil, ida.name).count()
    await newestOf(ida).getByRole('button', { name: 'Erneut senden' }).click()
    await expect.poll(() => pictureFrom(emil, ida.name).count(), patience).toBe(before + 1)
  })
})

test('a picture that came unencrypted is not opened', async () => {
  const { ida, emil } = pair
  await story('picture in the clear', [ida, emil], async () => {
    const api = await signedIn(emil.clinic, emil.account)
    const to = `/_matrix/client/v3/rooms/${encodeURIComponent(roomIdOf(emil))}/send/m.room.message/clear-1`
    await askMatrix(api, 'PUT', to, { msgtype: 'm.image', body: 'x.jpg', url: 'mxc://sued.localhost/abc', info: {} })
    await ida.page.getByText('Diese Datei kam unverschlüsselt').waitFor(patience)
    expect(await newestOf(ida).locator('img').count()).toBe(0)
  })
})
