import { createHash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asDicom, attachment, chooseFile, dicomDialog, sendChosen } from '../people/attachments.ts'
import { acceptConsult, alert, askForConsult, writeReport } from '../people/consults.ts'
import { sendDicom } from '../people/dicom.ts'
import { dicomObject } from '../people/dicom-object.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { savedBy } from '../people/downloads.ts'
import { dropOn } from '../people/drop.ts'
import {
  attachFile,
  chooseToSend,
  confirmDeletion,
  deleteButton,
  fileEntry,
  openFile,
  saveButton,
  saveFile,
} from '../people/files.ts'
import { coloursOf, sendDialog } from '../people/media.ts'
import { type Person, signInFirst } from '../people/person.ts'
import { slowDisk } from '../people/slow-disk.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { filesInFolder, filesInStore } from '../people/traces.ts'
import { stallAt } from '../people/uploads.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'
import { wavOf } from '../people/wav.ts'

const stage = setStage()
let ida: Person
let emil: Person
beforeAll(async () => {
  const { browser, clinics } = stage
  ;[ida, emil] = await Promise.all([
    newPhysician(browser, clinics.nord, 'Dr. Ida Aufgeräumt'),
    newCardiologist(browser, clinics.sued, 'Dr. Emil Anhängend'),
  ])
  await story('files begun', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await askForConsult(ida, {
      department: 'Kardiologie',
      priority: 'Notfall',
      patient: 'Löschpapier, Rita',
      birthDate: '1950-01-01',
      question: 'Welche Aufnahme gilt?',
    })
    await alert(emil).getByText(ida.name).waitFor()
    await acceptConsult(emil)
    await ida.page.getByText(/Ihre Klinik hat .* für Dateien belegt/).waitFor()
  })
})
afterAll(async () => {
  await ida?.[Symbol.asyncDispose]()
  await emil?.[Symbol.asyncDispose]()
})

const stored = () => ({ nord: filesInFolder(stage.clinics.nord), sued: filesInStore(stage.clinics.sued) })

/** A tone, as a device records it: larger than what is fetched to play some of it. */
const recording = (seconds: number): Buffer => {
  const rate = 44_100
  const tone = Array.from({ length: rate * seconds }, (_, at) =>
    Math.round(8_000 * Math.sin((at * 2 * Math.PI * 440) / rate)),
  )
  return wavOf(Int16Array.from(tone.flatMap((value) => [value, value])), rate, 2)
}

test('a recording is played from where one wants without the rest of it', async () => {
  await story('files played', [ida, emil], async () => {
    const bytes = recording(120)
    const path = join(stage.folder, 'herzton.wav')
    await writeFile(path, bytes)
    await chooseToSend(ida, path)
    await sendChosen(ida)
    await fileEntry(emil, /\.wav/).waitFor({ timeout: 60_000 })
    await emil.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    let fetched = 0
    emil.page.on('request', (request) => {
      const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers()['range'] ?? '') ?? []
      // Others that are asked there are about files: every piece of one has its range.
      if (first && last && request.url().includes('/api/case-files/')) fetched += Number(last) + 1 - Number(first)
    })
    const viewer = await openFile(emil, /\.wav/)
    const player = viewer.locator('video')
    const secondsOf = (what: 'duration' | 'currentTime') =>
      player.evaluate((video, name) => (video instanceof HTMLVideoElement ? video[name] : 0), what)
    await expect.poll(() => secondsOf('duration')).toBeCloseTo(120, 0)
    await player.evaluate(async (video) => {
      if (!(video instanceof HTMLVideoElement)) return
      Object.assign(video, { muted: true, currentTime: 110 })
      await video.play()
    })
    await expect.poll(() => secondsOf('currentTime')).toBeGreaterThan(110.5)
    expect(fetched).toBeGreaterThan(0)
    expect(fetched).toBeLessThan(bytes.length / 2)
    expectNoBarriers(await lookAt(emil, 'recording of a case'))
    await emil.page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
  })
})

const smallPicture = (series: number, at: number): Uint8Array =>
  dicomObject([
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    [0x00080018, 'UI', `1.2.44.${series}.${at}`],
    [0x00080060, 'CS', 'CT'],
    [0x00100010, 'PN', 'Viel^Anna'],
    [0x0020000d, 'UI', '1.2.44'],
    [0x0020000e, 'UI', `1.2.44.${series}`],
    [0x00200013, 'IS', String(at)],
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', 8],
    [0x00280011, 'US', 8],
    [0x00280100, 'US', 8],
    [0x00280101, 'US', 8],
    [0x00280102, 'US', 7],
    [0x00280103, 'US', 0],
    [0x7fe00010, 'OB', new Uint8Array(64).fill(at % 256)],
  ])

test('a folder of two thousand pictures is dropped on the case, and a photo is taken for it', async () => {
  await story('files dropped', [ida, emil], async () => {
    const study = join(stage.folder, 'studie')
    for (let series = 1; series <= 4; series += 1) {
      await mkdir(join(study, `serie ${series}`), { recursive: true })
      for (let at = 1; at <= 500; at += 1)
        await writeFile(join(study, `serie ${series}`, `${at}.dcm`), smallPicture(series, at))
    }
    const panel = ida.page.getByRole('region', { name: 'Fallakte' })
    await dropOn(panel.getByRole('button', { name: 'Ordner anhängen' }), [study])
    await dicomDialog(ida).getByRole('group', { name: 'Angaben zur Person' }).waitFor({ timeout: 60_000 })
    await sendDicom(ida)
    await fileEntry(emil, /4 Serien · 2.?000 Bilder/).waitFor({ timeout: 60_000 })

    await panel.getByRole('button', { name: 'Foto aufnehmen' }).click()
    const camera = ida.page.getByRole('dialog', { name: 'Kamera' })
    await camera.locator('video[data-ready]').waitFor()
    await camera.getByRole('button', { name: 'Auslösen' }).click()
    const editor = ida.page.getByRole('dialog', { name: 'Bild bearbeiten' })
    await editor.locator('[data-ready]').first().waitFor()
    await ida.page.keyboard.press('Escape')
    await editor.waitFor({ state: 'detached' })
    await sendChosen(ida)
    const viewer = await openFile(emil, /\.jpg/)
    await viewer.locator('img[data-ready]').waitFor()
    await emil.page.keyboard.press('Escape')
    // Behind it, nothing is found.
    await viewer.waitFor({ state: 'detached' })
  })
})

test('a photo that was covered goes on by itself after a reload, and a recording that is cleaned once it is chosen again', async () => {
  await story('files cut off', [ida, emil], async () => {
    const uploadAgain = async (path: string, more: () => Promise<void> = async () => {}) => {
      const line = await stallAt(ida.page, 0)
      await chooseToSend(ida, path)
      await more()
      await sendChosen(ida)
      await line.isStalled
      await ida.page.reload()
      await line.goOn()
    }
    const photos = fileEntry(emil, /\.jpg/)
    // Of the story before; while the page comes back from behind its viewer, none is found.
    await photos.first().waitFor()
    const before = await photos.count()
    await uploadAgain(join(import.meta.dirname, '../fixtures/photo-with-place.jpg'), async () => {
      await sendDialog(ida).getByRole('button', { name: 'Bearbeiten' }).click()
      const editor = ida.page.getByRole('dialog', { name: 'Bild bearbeiten' })
      const paper = editor.getByRole('region', { name: 'Bild mit Rahmen' }).and(editor.locator('[data-ready]'))
      await paper.focus()
      for (const key of ['ArrowRight', 'Enter']) await ida.page.keyboard.press(key)
      await editor.getByText('Geschwärzt').waitFor({ state: 'attached' })
      await editor.getByRole('button', { name: 'Fertig' }).click()
      await editor.waitFor({ state: 'detached' })
    })
    await expect.poll(() => photos.count(), { timeout: 60_000 }).toBe(before + 1)
    // The newest stands first.
    const save = photos.first().getByRole('button', { name: /speichern$/ })
    const { bytes } = await savedBy(emil, () => save.click())
    const { colours } = await coloursOf(emil, bytes, [
      [0.5, 0.5],
      [0.4, 0.6],
    ])
    for (const colour of colours) expect(Math.max(...colour)).toBeLessThan(16)

    // Larger than what is kept; its name and bytes are not those of the disk.
    const path = join(stage.folder, 'herzton-lang.wav')
    await writeFile(path, recording(240))
    await uploadAgain(path)
    await ida.page.getByText('Unterbrochen. Wählen Sie dieselbe Datei noch einmal').waitFor()
    await chooseFile(ida, path, () => ida.page.getByRole('button', { name: 'Datei wählen' }).click())
    await fileEntry(emil, /42,\d+ MB/).waitFor({ timeout: 60_000 })
  })
})

test('files are deleted at both clinics by who added them or who asked, not under a report that nobody has taken', async () => {
  await story('files deleted', [ida, emil], async () => {
    const file = (name: string) => ({ name, mimeType: 'application/octet-stream', bytes: randomBytes(2_500_000) })
    const before = stored()
    const kept = file('richtig.bin')
    await attachFile(ida, kept)
    await attachFile(ida, file('falsch.bin'))
    await attachFile(emil, file('vergleich.bin'))
    await Promise.all(['richtig.bin', 'falsch.bin'].map((name) => saveButton(emil, name).waitFor()))
    await deleteButton(ida, 'vergleich.bin').waitFor()
    expect(stored().nord.length - before.nord.length).toBe(2)
    expect(stored().sued.length - before.sued.length).toBe(1)
    expect(await deleteButton(emil, 'falsch.bin').count()).toBe(0)

    // What is large goes to the disk as it comes: while the disk does not take more, no more is fetched.
    const large = asDicom(randomBytes(70_000_000))
    const path = join(stage.folder, 'gross.bin')
    await writeFile(path, large)
    await chooseToSend(ida, path)
    await sendChosen(ida)
    await saveButton(emil, 'gross.bin').waitFor({ timeout: 60_000 })
    const disk = await slowDisk(emil.page)
    let asked = 0
    emil.page.on('request', (request) => {
      if (request.headers()['range']) asked += 1
    })
    await saveButton(emil, 'gross.bin').click()
    await disk.isWaiting()
    await sleep(1_500)
    expect(asked).toBeLessThanOrEqual(3)
    await disk.goOn()
    await expect.poll(() => disk.sha256(), { timeout: 60_000 }).toBe(createHash('sha256').update(large).digest('hex'))
    expect(asked).toBeGreaterThan(5)
    // So it does in browsers that do not ask where to.
    await emil.page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
    expect((await saveFile(emil, 'gross.bin')).equals(large)).toBe(true)

    // By who added it; by who asked, at the other clinic.
    await deleteButton(ida, 'falsch.bin').click()
    await ida.page.getByRole('dialog', { name: '„falsch.bin“ löschen?' }).waitFor()
    expectNoBarriers(await lookAt(ida, 'file deletion'))
    await confirmDeletion(ida)
    await fileEntry(emil, 'falsch.bin').getByText(`Gelöscht von ${ida.name}`).waitFor()
    await deleteButton(ida, 'vergleich.bin').click()
    await confirmDeletion(ida)
    await fileEntry(emil, 'vergleich.bin').getByText(`Gelöscht von ${ida.name}`).waitFor()
    expect(await saveButton(emil, 'falsch.bin').count()).toBe(0)
    // In the conversation too it is not offered any more.
    for (const name of ['falsch.bin', 'vergleich.bin']) {
      const card = attachment(emil, name).filter({ hasText: `Gelöscht von ${ida.name}` })
      await card.first().waitFor()
      expect(await card.getByRole('button', { name: `„${name}“ speichern` }).count()).toBe(0)
    }
    // Two are left: the large one is Ida's.
    expect(stored().nord.length - before.nord.length).toBe(2)
    expect(stored().sued.length - before.sued.length).toBe(0)
    expectNoBarriers(await lookAt(emil, 'files deleted'))

    // What a report was written from stays until it was taken.
    await writeReport(emil, { findings: 'Befund.', assessment: 'Beurteilung.', recommendation: 'Empfehlung.' })
    // The report comes first, and then that it is the answer.
    await ida.page.getByText(`Beantwortet von ${emil.name}.`).first().waitFor()
    await deleteButton(ida, 'richtig.bin').click()
    await confirmDeletion(ida)
    await ida.page.getByRole('dialog').getByText('Ein unterschriebener Bericht stützt sich auf diese Datei').waitFor()
    await ida.page.keyboard.press('Escape')
    expect((await saveFile(emil, 'richtig.bin')).equals(kept.bytes)).toBe(true)
  })
})
