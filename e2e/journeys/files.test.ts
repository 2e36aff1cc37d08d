import { randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { acceptConsult, alert, askForConsult, writeReport } from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { attachFile, confirmDeletion, deleteButton, fileEntry, saveButton, saveFile } from '../people/files.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

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
    expect(stored().nord.length - before.nord.length).toBe(1)
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
