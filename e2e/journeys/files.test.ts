import { createHash, randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, sendChosen } from '../people/attachments.ts'
import { acceptConsult, alert, askForConsult, writeReport } from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import {
  attachFile,
  chooseToSend,
  confirmDeletion,
  deleteButton,
  fileEntry,
  saveButton,
  saveFile,
} from '../people/files.ts'
import { signInFirst } from '../people/person.ts'
import { slowDisk } from '../people/slow-disk.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let folder: string
beforeAll(async () => {
  ;[browser, clinics, folder] = await Promise.all([
    openBrowser(),
    findClinics(),
    mkdtemp(join(tmpdir(), 'consilium-files-')),
  ])
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const stored = () => ({
  nord: globSync(join(clinics.nord.folder, 'service/case-files/files/*/*')),
  sued: globSync(join(clinics.sued.folder, 'store/objects/case-files/*')),
})

test('files are deleted at both clinics by who added them or who asked, not under a report that nobody has taken', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Aufgeräumt')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Anhängend')
  await story('files deleted', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await askForConsult(ida, {
      department: 'Kardiologie',
      priority: 'Notfall',
      patient: 'Löschpapier, Rita',
      birthDate: '1950-01-01',
      question: 'Welche Aufnahme gilt?',
    })
    await alert(emil).getByText('Dr. Ida Aufgeräumt').waitFor()
    await acceptConsult(emil)
    await ida.page.getByText(/Ihre Klinik hat .* für Dateien belegt/).waitFor()

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
    const path = join(folder, 'gross.bin')
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

    // By who added it; by who asked, at the other clinic.
    await deleteButton(ida, 'falsch.bin').click()
    await ida.page.getByRole('dialog', { name: '„falsch.bin“ löschen?' }).waitFor()
    expectNoBarriers(await lookAt(ida, 'file deletion'))
    await confirmDeletion(ida)
    await fileEntry(emil, 'falsch.bin').getByText('Gelöscht von Dr. Ida Aufgeräumt').waitFor()
    await deleteButton(ida, 'vergleich.bin').click()
    await confirmDeletion(ida)
    await fileEntry(emil, 'vergleich.bin').getByText('Gelöscht von Dr. Ida Aufgeräumt').waitFor()
    expect(await saveButton(emil, 'falsch.bin').count()).toBe(0)
    // Two are left: the large one is Ida's.
    expect(stored().nord.length - before.nord.length).toBe(2)
    expect(stored().sued.length - before.sued.length).toBe(0)
    expectNoBarriers(await lookAt(emil, 'files deleted'))

    // What a report was written from stays until it was taken.
    await writeReport(emil, { findings: 'Befund.', assessment: 'Beurteilung.', recommendation: 'Empfehlung.' })
    await ida.page.getByText('Beurteilung.').first().waitFor()
    await deleteButton(ida, 'richtig.bin').click()
    await confirmDeletion(ida)
    await ida.page.getByRole('dialog').getByText('Ein unterschriebener Bericht stützt sich auf diese Datei').waitFor()
    await ida.page.keyboard.press('Escape')
    expect((await saveFile(emil, 'richtig.bin')).equals(kept.bytes)).toBe(true)
  })
})
