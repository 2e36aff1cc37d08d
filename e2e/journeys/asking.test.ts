import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { acceptConsult, beginRequest, fillRequest, saveExport, sendRequest } from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { addQuestion, chooseQuestionnaire, openQuestions, questionsOf } from '../people/questions.ts'
import { story } from '../people/story.ts'
import { newDepartment } from '../services/department.ts'
import { signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const asking = {
  priority: 'Dringend',
  patient: 'Fragebogen, Frieda',
  birthDate: '1955-05-05',
  question: 'Ist eine Rhythmusabklärung nötig?',
} as const

test('a department says what it asks; a partner clinic answers it, and both have the answers on record', async () => {
  const { nord, sued } = clinics
  const department = await newDepartment(sued, [])
  const name = `Station ${department.id}`
  const [account, chief] = await Promise.all([
    sued.newPerson({ name: 'Dr. Emil Bogen', role: 'specialist', serviceId: department.id, tier: 'first' }),
    sued.newPerson({ name: 'Ada Bogen', role: 'admin' }),
  ])
  await using ida = await newPhysician(browser, nord, 'Dr. Ida Bogen')
  await using emil = await openPerson(browser, sued, account)
  await using ada = await openPerson(browser, sued, chief)
  await story('questions', [ida, emil, ada], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(ada)])

    // Written: begun with a template, what cannot be shown is refused, one added and moved up, saved as FHIR.
    await openPage(ada, 'Abteilungen')
    const dialog = await openQuestions(ada, name)
    await chooseQuestionnaire(ada, 'gruppe.json', {
      resourceType: 'Questionnaire',
      item: [{ linkId: '1', type: 'group', text: 'Vorgeschichte' }],
    })
    await dialog.getByRole('alert').getByText('„Vorgeschichte“ kann dieses Formular nicht zeigen').waitFor()
    await dialog.getByRole('button', { name: 'Vorlage Kardiologie' }).click()
    await addQuestion(ada, {
      text: 'Schrittmacher vorhanden?',
      english: 'Pacemaker?',
      kind: 'boolean',
      isRequired: true,
    })
    await dialog.getByRole('button', { name: '„Schrittmacher vorhanden?“ nach oben' }).press('Enter')
    expect(await questionsOf(ada)).toEqual(expect.arrayContaining([expect.stringMatching(/^9\. Schrittmacher/)]))
    await expect
      .poll(() => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('„Schrittmacher vorhanden?“ nach oben')
    const saved = ada.page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Als FHIR-Datei sichern' }).click()
    const file = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
    expect(file).toMatchObject({ resourceType: 'Questionnaire', title: 'Kardiologie' })
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.waitFor({ state: 'detached' })

    // Asked at the other clinic: what is missing is where the focus goes.
    await beginRequest(ida, name)
    const { page } = ida
    await page.getByRole('group', { name: `${name} fragt außerdem` }).waitFor()
    await fillRequest(ida, asking)
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Bitte beantworten.').first().waitFor()
    await expect
      .poll(() =>
        page.evaluate(() => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent),
      )
      .toMatch(/^Leitsymptom/)
    await page.getByRole('radio', { name: 'Synkope' }).check({ force: true })
    await page.getByLabel('Seit wann?').fill('seit gestern')
    await page.getByLabel('EKG', { exact: false }).first().fill('Pausen bis 4 s')
    await page.getByLabel('Herzfrequenz (/min)').fill('38,5')
    await page
      .getByRole('group', { name: /^Antikoagulation/ })
      .getByRole('radio', { name: 'DOAK' })
      .check({ force: true })
    await page
      .getByRole('group', { name: /^Schrittmacher/ })
      .getByRole('radio', { name: 'Nein' })
      .check({ force: true })
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Bitte eine ganze Zahl.').waitFor()
    // Kept on the device, also over a reload, once it has settled.
    await page.waitForTimeout(600)
    await page.reload()
    await page.getByLabel('Herzfrequenz (/min)').fill('38', { timeout: 60_000 })
    expect(await page.getByLabel('Seit wann?').inputValue()).toBe('seit gestern')

    // Changed meanwhile: this answer holds the questions that it answers.
    const admin = await signedIn(sued, chief)
    const path = `/api/templates/questionnaires/${department.id}`
    const short = { ...file, item: [{ linkId: 'why', type: 'string', text: 'Warum?' }] }
    await askService(sued, admin, 'PUT', path, { questionnaire: short, expectedVersion: 1 })
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Pausen bis 4 s').waitFor()
    await sendRequest(ida)

    await acceptConsult(emil)
    const request = emil.page.getByRole('region', { name: 'Anfrage' })
    for (const text of ['Leitsymptom', 'Synkope', 'Pausen bis 4 s', '38 /min', 'DOAK', 'Schrittmacher vorhanden?'])
      await request.getByText(text, { exact: true }).waitFor()
    const bundle = JSON.parse((await saveExport(emil, 'FHIR R4')).toString()) as {
      entry: { resource: { resourceType: string; questionnaire?: string; item?: unknown[] } }[]
    }
    const response = bundle.entry.find(({ resource }) => resource.resourceType === 'QuestionnaireResponse')?.resource
    expect(response?.questionnaire).toBe(`https://${sued.serverName}/fhir/Questionnaire/${department.id}|1`)
    expect(response?.item).toContainEqual(
      expect.objectContaining({ linkId: 'heart-rate', answer: [{ valueQuantity: { value: 38, unit: '/min' } }] }),
    )
  })
})
