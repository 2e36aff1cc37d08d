import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { sendChosen } from '../people/attachments.ts'
import { acceptConsult, alert, beginRequest, fillRequest, saveExport, sendRequest } from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { fileEntry, saveFile } from '../people/files.ts'
import { chooseBytes, chooseToSend, pictureFrom } from '../people/media.ts'
import { act } from '../people/message-actions.ts'
import { message, say } from '../people/messages.ts'
import { openPair } from '../people/pair.ts'
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

const fixtures = join(import.meta.dirname, '../fixtures')
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

test('two presses lead from a message or a picture to a request, with files before it is sent', async () => {
  await using pair = await openPair(browser, clinics, 'Anlass')
  const { ida, emil } = pair
  await story('from a message', [ida, emil], async () => {
    const { page } = ida
    const said = 'Herr Anlass hat seit heute Pausen von vier Sekunden.'
    await say(emil, said)
    await message(ida, said).waitFor()
    await chooseToSend(emil, join(fixtures, 'photo-with-place.jpg'))
    await sendChosen(emil)
    await pictureFrom(ida, emil.name).waitFor({ timeout: 60_000 })

    // Of the message: its text, and whose it was.
    await act(ida, said, 'Konsil dazu anfragen')
    await expect.poll(() => page.getByLabel('Fragestellung').inputValue()).toBe(said)
    expect(page.url()).not.toContain('Pausen')
    await page.getByLabel('Name (Nachname, Vorname)').fill('Anlass, Anton')

    // Of the picture, while another request is begun: nothing is mixed without asking.
    await page.goBack()
    await pictureFrom(ida, emil.name).getByRole('button').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Konsil dazu anfragen' }).click()
    await page.getByText('Hier steht schon eine angefangene Anfrage: Anlass, Anton').waitFor()
    await page.getByRole('button', { name: 'Zur angefangenen Anfrage nehmen' }).click()
    const files = page.getByRole('list', { name: 'Dateien' })
    await files.getByRole('listitem').waitFor()
    await chooseBytes(ida, { name: 'arztbrief.txt', mimeType: 'text/plain', buffer: Buffer.from('Anlass-Brief') })
    await page.getByRole('dialog').getByRole('button', { name: 'Beilegen', exact: true }).click()
    await files.getByText('arztbrief.txt').waitFor()

    // After a reload the draft is there, the picture comes again, and of the other file it says so.
    await page.waitForTimeout(600)
    await page.reload()
    await page.getByText('Diese Dateien müssen noch einmal gewählt werden').waitFor({ timeout: 60_000 })
    await files.getByRole('listitem').waitFor()
    expect(await page.getByLabel('Fragestellung').inputValue()).toBe(said)
    await chooseBytes(ida, { name: 'arztbrief.txt', mimeType: 'text/plain', buffer: Buffer.from('Anlass-Brief') })
    await page.getByRole('dialog').getByRole('button', { name: 'Beilegen', exact: true }).click()
    await page.getByText('Diese Dateien müssen').waitFor({ state: 'detached' })

    // The last look: what goes to whom.
    await page.getByRole('radio', { name: /^Kardiologie, / }).check({ force: true })
    await fillRequest(ida, { ...asking, patient: 'Anlass, Anton', question: said })
    await page.getByRole('button', { name: 'Prüfen' }).click()
    for (const text of ['Kardiologie, Klinikum Süd', 'Anlass, Anton', said, '2 Dateien gehen mit', 'arztbrief.txt'])
      await page.getByText(text).first().waitFor()
    await page.getByText(new RegExp(`^Nachricht von ${emil.name}, `)).waitFor()
    expect(await page.getByText('können Anfrage und Dateien lesen').count()).toBe(1)
    await sendRequest(ida)

    await alert(emil).getByText(ida.name).waitFor()
    await acceptConsult(emil)
    const request = emil.page.getByRole('region', { name: 'Anfrage', exact: true })
    await request.getByText(new RegExp(`^Nachricht von ${emil.name}, `)).waitFor()
    await fileEntry(emil, 'arztbrief.txt').waitFor()
    expect((await saveFile(emil, 'arztbrief.txt')).toString()).toBe('Anlass-Brief')
    await fileEntry(emil, /^Bild/).waitFor()
  })
})
