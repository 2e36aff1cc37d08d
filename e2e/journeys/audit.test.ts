import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { acceptConsult, alert, askForConsult } from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { savedBy } from '../people/downloads.ts'
import { attachFile, fileEntry, saveFile } from '../people/files.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('who asked sees what the other clinic received, and the admin that the log of it is unchanged', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Nachweis')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Empfang')
  const plan = { name: 'Ada Protokoll', role: 'admin' } as const
  await using admin = await openPerson(browser, clinics.nord, await clinics.nord.newPerson(plan))
  await story('audit', [ida, emil, admin], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(admin)])
    await askForConsult(ida, {
      department: 'Kardiologie',
      priority: 'Notfall',
      patient: 'Nachtschatten, Erika',
      birthDate: '1961-02-03',
      question: 'Katheter noch heute?',
    })
    await alert(emil).getByText(ida.name).waitFor()
    await acceptConsult(emil)
    await attachFile(ida, { name: 'brief.bin', mimeType: 'application/octet-stream', bytes: Buffer.alloc(5_000, 7) })
    await fileEntry(emil, 'brief.bin').waitFor()
    await saveFile(emil, 'brief.bin')

    // What the other one received, by the clinic that saw it.
    const report = ida.page.getByRole('region', { name: 'Wer hat was erhalten' })
    // While the partner's service cannot be reached, its part is said to be missing.
    const itsLog = (url: URL) => url.origin === clinics.sued.url && url.pathname.startsWith('/api/audit')
    await ida.page.route(itsLog, (route) => route.abort())
    await report.getByRole('button', { name: 'Anzeigen' }).click()
    const missing = report.getByText('Klinikum Süd: Dieser Teil fehlt')
    await missing.waitFor()
    await ida.page.unroute(itsLog)
    await report.getByRole('button', { name: 'Erneut versuchen' }).click()
    await missing.waitFor({ state: 'detached' })
    const received = report.getByRole('listitem').filter({ has: ida.page.getByRole('heading', { name: emil.name }) })
    for (const text of ['Ruf zum Konsil: erste Stufe', 'Schritt im Konsil: Übernommen', 'Abruf einer Datei'])
      await received.getByText(text).first().waitFor()
    await received.getByText('aufgezeichnet von Klinikum Nord, Klinikum Süd').first().waitFor()

    // The admin sees the same, without a word of what it was about.
    await openPage(admin, 'Protokoll')
    const { page } = admin
    await page.getByText('Das Protokoll ist unverändert').waitFor()
    const room = decodeURIComponent(new URL(ida.page.url()).pathname.split('/').at(-1) ?? '')
    await page.getByRole('button', { name: room }).first().click()
    await page.getByLabel('Art des Zugriffs').selectOption('file-read')
    const entries = page.getByRole('list', { name: 'Protokoll' }).getByRole('listitem')
    await expect.poll(() => entries.count()).toBe(1)
    await entries.filter({ hasText: 'Abruf einer Datei' }).filter({ hasText: emil.userId }).waitFor()
    await page.getByLabel('Art des Zugriffs').selectOption('any')
    await entries.nth(3).waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/Nachtschatten|Katheter/)
    const saved = await savedBy(admin, () => page.getByRole('button', { name: 'Als FHIR exportieren' }).click())
    const bundle = JSON.parse(saved.bytes.toString())
    expect(bundle.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType)).toContain(
      'AuditEvent',
    )
  })
})
