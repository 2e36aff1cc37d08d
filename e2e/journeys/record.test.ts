import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultBundle } from '#shared/fhir/consult-bundle.ts'
import { exampleRecord } from '#shared/fhir/example-record.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { beginRequest, chooseRecord, saveExport, sendRequest } from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { markOf, say } from '../people/messages.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('a request is filled from the record after a look, and leaves for the record with what was said', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Aktenkundig')
  await story('record', [ida], async () => {
    await signInFirst(ida)
    await beginRequest(ida, 'Kardiologie')
    const { page } = ida
    // Whom the directory named stands there; another one is looked for in a list that moves nothing below it.
    const whom = page.getByRole('group', { name: 'Wen Sie fragen' })
    await whom.getByText('Kardiologie, Klinikum Süd').waitFor()
    await whom.getByRole('button', { name: 'Andere Abteilung' }).click()
    await page.getByLabel('Abteilung, Klinik oder Person suchen').and(page.locator(':focus')).waitFor()
    const priority = page.getByRole('group', { name: /^Dringlichkeit/ })
    const place = () => priority.evaluate((group) => group.getBoundingClientRect().top)
    const before = await place()
    await page.getByRole('radio', { name: /^Kardiologie, /, checked: true }).waitFor()
    await page.keyboard.type('Neuro')
    await page.getByRole('radio', { name: /^Neurologie, / }).waitFor()
    expect(await place()).toBe(before)
    await page.getByLabel('Name (Nachname, Vorname)').fill('Vorher, Klara')

    // What is broken or could be mistaken changes nothing.
    const bundle = consultBundle(exampleRecord)
    const patients = bundle.entry.filter(({ resource }) => resource.resourceType === 'Patient')
    for (const [name, content, reason] of [
      ['arztbrief.json', '<xml/>', 'Sie ist kein JSON.'],
      ['leer.json', {}, 'Sie ist kein FHIR-R4-Bundle'],
      ['station.json', { ...bundle, entry: [...bundle.entry, ...patients] }, 'Sie enthält mehrere Personen.'],
    ] as const) {
      await chooseRecord(ida, name, content)
      await page.getByRole('alert').getByText(reason).waitFor()
    }
    await expect.poll(() => page.getByLabel('Name (Nachname, Vorname)').inputValue()).toBe('Vorher, Klara')

    await chooseRecord(ida, 'muster.json', bundle)
    const look = page.getByRole('dialog', { name: 'Aus der Akte übernehmen' })
    for (const text of ['Muster, Erika Maria', 'A123456789', 'V. a. STEMI', 'ASS 100', 'Lyse oder Verlegung?'])
      await look.getByText(text).waitFor()
    await look.getByRole('button', { name: 'Ins Formular übernehmen' }).click()
    await look.waitFor({ state: 'detached' })
    expect(await page.getByRole('alert').count()).toBe(0)

    // A person of any department can be the second choice, too.
    await page.getByText('Zweite Wahl', { exact: true }).click()
    const second = page.locator('details', { hasText: 'Zweite Wahl' })
    await second.getByLabel('Abteilung, Klinik oder Person suchen').fill('Hansen')
    await second.getByRole('radio', { name: /^Dr\. Ole Hansen Oberarzt, Radiologie, Klinikum Nord/ }).check()
    expectNoBarriers(await lookAt(ida, 'a person as second choice'))

    await page.getByRole('radio', { name: /^Routine Übernahme/ }).check()
    await page.getByRole('radio', { name: 'Die Patientin oder der Patient hat eingewilligt.' }).check()
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Muster, Erika Maria').waitFor()
    await page.getByText('Zweite Wahl: Dr. Ole Hansen (Radiologie, Klinikum Nord)').waitFor()
    await sendRequest(ida)

    await say(ida, 'Angehörige sind verständigt.')
    await markOf(ida, 'Angehörige sind verständigt.', 'sent', 'delivered', 'read').waitFor({ timeout: 60_000 })
    const taken = async () => JSON.parse((await saveExport(ida, 'FHIR R4')).toString()) as typeof bundle
    const said = ({ entry }: typeof bundle) =>
      entry.flatMap(({ resource }) => (resource.resourceType === 'Communication' ? [resource['payload']] : []))
    expect(said(await taken())).toEqual([])
    await page.getByLabel('Konversation in FHIR beilegen').check()
    const exported = await taken()
    expect(said(exported)).toEqual([[{ contentString: 'Angehörige sind verständigt.' }]])
    expect(exported.entry.find(({ resource }) => resource.resourceType === 'Condition')?.resource).toMatchObject({
      code: { text: 'V. a. STEMI' },
    })
  })
})
