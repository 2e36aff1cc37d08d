import { join } from 'node:path'
import { expect, test } from 'vitest'
import { daysOfWeek, type ServiceTimes } from '#shared/directory/service-times.ts'
import { exampleConditional } from '#shared/fhir/example-record.ts'
import { askService } from '../clinics/open-clinics.ts'
import { openPage } from '../people/administration.ts'
import { sendChosen } from '../people/attachments.ts'
import { draftsKept } from '../people/browser-storage.ts'
import {
  acceptConsult,
  alert,
  askForConsult,
  beginRequest,
  bringIn,
  fillRequest,
  openBringIn,
  openConsultOf,
  saveExport,
  sendRequest,
  writeReport,
} from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { savedBy } from '../people/downloads.ts'
import { readPdf } from '../people/exports.ts'
import { attachFile, fileEntry, saveFile } from '../people/files.ts'
import { chooseBytes, chooseToSend, pictureFrom } from '../people/media.ts'
import { act } from '../people/message-actions.ts'
import { message, say } from '../people/messages.ts'
import { openPair } from '../people/pair.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { addQuestion, addReportTemplate, chooseQuestionnaire, openQuestions, questionsOf } from '../people/questions.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { openAddress } from '../people/views.ts'
import { newDepartment } from '../services/department.ts'
import { signedIn, somebodyAt } from '../services/somebody.ts'

const stage = setStage()

const fixtures = join(import.meta.dirname, '../fixtures')
const asking = {
  priority: 'Dringend',
  patient: 'Fragebogen, Frieda',
  birthDate: '1955-05-05',
  question: 'Ist eine Rhythmusabklärung nötig?',
} as const

const times: ServiceTimes = {
  timeZone: 'Europe/Berlin',
  availableTime: [{ daysOfWeek: [...daysOfWeek], availableStartTime: '00:00', availableEndTime: '23:59' }],
  acceptWithin: { asap: 45 },
  answerWithin: {},
}

test('a department says what it asks; a partner clinic answers it, and both have the answers on record', async () => {
  const { nord, sued } = stage.clinics
  const department = await newDepartment(sued, [], times)
  const name = `Station ${department.id}`
  const [account, chief] = await Promise.all([
    sued.newPerson({ name: 'Dr. Emil Bogen', role: 'specialist', serviceId: department.id, tier: 'first' }),
    sued.newPerson({ name: 'Ada Bogen', role: 'admin' }),
  ])
  await using ida = await newPhysician(stage.browser, nord, 'Dr. Ida Bogen')
  await using emil = await openPerson(stage.browser, sued, account)
  await using ada = await openPerson(stage.browser, sued, chief)
  await story('questions', [ida, emil, ada], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(ada)])

    // Written: begun with a template, what cannot be shown is refused, one added and moved up, saved as FHIR.
    await openPage(ada, 'Abteilungen')
    const dialog = await openQuestions(ada, name)
    await chooseQuestionnaire(ada, 'anhang.json', {
      resourceType: 'Questionnaire',
      item: [{ linkId: '1', type: 'group', item: [{ linkId: '2', type: 'attachment', text: 'Arztbrief' }] }],
    })
    await dialog.getByRole('alert').getByText('„Arztbrief“ ist von einer Art, die dieses Formular nicht').waitFor()
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
    const saved = await savedBy(ada, () => dialog.getByRole('button', { name: 'Als FHIR-Datei sichern' }).click())
    const file = JSON.parse(saved.bytes.toString())
    expect(file).toMatchObject({ resourceType: 'Questionnaire', title: 'Kardiologie' })
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.waitFor({ state: 'detached' })
    await addReportTemplate(ada, name, { name: 'EKG-Befund', findings: 'Rhythmus: ' })

    // Asked at the other clinic: what is missing is where the focus goes.
    await beginRequest(ida, name)
    const { page } = ida
    await page.getByRole('group', { name: `${name} fragt außerdem` }).waitFor()
    // How soon, by its own times.
    for (const label of [/^Sehr dringend Übernahme in 45 Min\./, /^Dringend Übernahme in 2 Std\. Dienstzeit/])
      await page.getByRole('radio', { name: label }).waitFor()
    await fillRequest(ida, asking)
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Bitte beantworten.').first().waitFor()
    await expect
      .poll(() =>
        page.evaluate(() => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent),
      )
      .toMatch(/^Leitsymptom/)
    await page.getByRole('radio', { name: 'Synkope' }).check()
    await page.getByLabel('Seit wann?').fill('seit gestern')
    await page.getByLabel('EKG', { exact: false }).first().fill('Pausen bis 4 s')
    await page.getByLabel('Herzfrequenz (/min)').fill('38,5')
    await page
      .getByRole('group', { name: /^Antikoagulation/ })
      .getByRole('radio', { name: 'DOAK' })
      .check()
    await page
      .getByRole('group', { name: /^Schrittmacher/ })
      .getByRole('radio', { name: 'Nein' })
      .check()
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Bitte eine ganze Zahl.').waitFor()
    // Kept on the device, also over a reload, once it has settled.
    await draftsKept(ida)
    const askedAgain = page.waitForResponse('**/api/templates/questionnaires?*')
    await page.reload()
    await page.getByLabel('Herzfrequenz (/min)').fill('38', { timeout: 60_000 })
    await expect.poll(() => page.getByLabel('Seit wann?').inputValue()).toBe('seit gestern')

    // Changed meanwhile, after the page has heard of the questions: this answer holds those that it answers.
    await askedAgain
    const admin = await signedIn(sued, chief)
    const path = `/api/templates/questionnaires/${department.id}`
    const short = { ...file, item: [{ linkId: 'why', type: 'string', text: 'Warum?' }] }
    await askService(sued, admin, 'PUT', path, { questionnaire: short, expectedVersion: 1 })
    await page.getByRole('button', { name: 'Prüfen' }).click()
    await page.getByText('Pausen bis 4 s').waitFor()

    // Left while it is sent: the next request waits until this one is away, and begins empty.
    const held = Promise.withResolvers<void>()
    await page.route('**/api/consults', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Konsil senden' }).click()
    await beginRequest(ida, name)
    await page.getByText('Ihre Anfrage von vorhin wird noch gesendet.').waitFor()
    expect(await page.getByLabel('Fragestellung').count()).toBe(0)
    held.resolve()
    await expect.poll(() => page.getByLabel('Fragestellung').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Konsil öffnen' }).click()
    await page.getByRole('heading', { name: /^Konsil / }).waitFor()

    await acceptConsult(emil)
    const request = emil.page.getByRole('region', { name: 'Anfrage' })
    for (const text of ['Leitsymptom', 'Synkope', 'Pausen bis 4 s', '38 /min', 'DOAK', 'Schrittmacher vorhanden?'])
      await request.getByText(text, { exact: true }).waitFor()
    // The report begins with what the department has written, where nothing stands yet.
    await emil.page.getByLabel('Beurteilung').fill('Schrittmacher nötig.')
    await emil.page.getByLabel('Mit einer Vorlage beginnen').selectOption({ label: 'EKG-Befund' })
    await expect.poll(() => emil.page.getByLabel(/^Befund/).inputValue()).toBe('Rhythmus:')
    await expect.poll(() => emil.page.getByLabel('Beurteilung').inputValue()).toBe('Schrittmacher nötig.')
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
  await using pair = await openPair(stage.browser, stage.clinics, 'Anlass')
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
    await act(ida, said, 'Konsil dazu anfordern')
    await expect.poll(() => page.getByLabel('Fragestellung').inputValue()).toBe(said)
    expect(page.url()).not.toContain('Pausen')
    await page.getByLabel('Name (Nachname, Vorname)').fill('Anlass, Anton')

    // Of the picture, while another request is begun: nothing is mixed without asking.
    await page.goBack()
    await pictureFrom(ida, emil.name).getByRole('button').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Konsil dazu anfordern' }).click()
    await page.getByText('Hier steht schon eine angefangene Anfrage: Anlass, Anton').waitFor()
    await page.getByRole('button', { name: 'Zur angefangenen Anfrage nehmen' }).click()
    const files = page.getByRole('list', { name: 'Dateien' })
    await files.getByRole('listitem').waitFor()
    await chooseBytes(ida, { name: 'arztbrief.txt', mimeType: 'text/plain', buffer: Buffer.from('Anlass-Brief') })
    await page.getByRole('dialog').getByRole('button', { name: 'Beilegen', exact: true }).click()
    await files.getByText('arztbrief.txt').waitFor()

    // After a reload the draft is there, the picture comes again, and of the other file it says so.
    await draftsKept(ida)
    await page.reload()
    await page.getByText('Diese Dateien müssen noch einmal gewählt werden').waitFor({ timeout: 60_000 })
    await files.getByRole('listitem').waitFor()
    await expect.poll(() => page.getByLabel('Fragestellung').inputValue()).toBe(said)
    await chooseBytes(ida, { name: 'arztbrief.txt', mimeType: 'text/plain', buffer: Buffer.from('Anlass-Brief') })
    await page.getByRole('dialog').getByRole('button', { name: 'Beilegen', exact: true }).click()
    await page.getByText('Diese Dateien müssen').waitFor({ state: 'detached' })

    // The last look: what goes to whom.
    await page.getByRole('radio', { name: /^Kardiologie, / }).check()
    await fillRequest(ida, { ...asking, patient: 'Anlass, Anton', question: said })
    await page.getByRole('button', { name: 'Prüfen' }).click()
    for (const text of ['Kardiologie, Klinikum Süd', 'Anlass, Anton', said, '2 Dateien gehen mit', 'arztbrief.txt'])
      await page.getByText(text).first().waitFor()
    await page.getByText(new RegExp(`^Nachricht von ${emil.name}, `)).waitFor()
    await expect.poll(() => page.getByText('können Anfrage und Dateien lesen').count()).toBe(1)
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

test('who has a consult brings in a further specialty, which answers for itself; both clinics see whom and why', async () => {
  const { nord, sued } = stage.clinics
  const department = await newDepartment(nord, [])
  const name = `Station ${department.id}`
  const account = await nord.newPerson({
    name: 'Dr. Nele Dazu',
    role: 'specialist',
    serviceId: department.id,
    tier: 'first',
  })
  await using ida = await newPhysician(stage.browser, nord, 'Dr. Ida Dazu')
  await using emil = await newCardiologist(stage.browser, sued, 'Dr. Emil Dazu')
  await using nele = await openPerson(stage.browser, nord, account)
  await story('brought in', [ida, emil, nele], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(nele)])
    const question = 'Endokarditis: Klappe operieren?'
    await askForConsult(ida, { ...asking, department: 'Kardiologie', patient: 'Dazu, Dora', question })
    await alert(emil).getByText(ida.name).waitFor()
    await acceptConsult(emil)
    await ida.page.getByText(`${emil.name} hat das Konsil übernommen.`).first().waitFor()
    // One file in the store of each clinic, and something that was said before.
    await attachFile(ida, { name: 'echo.txt', mimeType: 'text/plain', bytes: Buffer.from('Vegetation 12 mm') })
    await fileEntry(emil, 'echo.txt').waitFor()
    await attachFile(emil, { name: 'tee.txt', mimeType: 'text/plain', bytes: Buffer.from('Segel perforiert') })
    await fileEntry(ida, 'tee.txt').waitFor()
    await say(emil, 'Unter uns: die Familie weiß noch nichts.')

    const admin = await somebodyAt(nord, { role: 'admin' })
    const path = `/api/templates/questionnaires/${department.id}`
    await askService(nord, admin, 'PUT', path, { questionnaire: exampleConditional, expectedVersion: 0 })

    const dialog = await openBringIn(emil)
    await dialog.getByText('und 2 Dateien der Fallakte').waitFor()
    await dialog.getByRole('button', { name: 'Weitere Fachrichtung hinzuziehen' }).click()
    await dialog.getByText('Bitte wählen Sie eine Abteilung.').waitFor()
    // Who is asked already cannot be asked once more; the new one's own questions are asked, some of them only then.
    await dialog.getByLabel('Abteilung oder Klinik suchen').fill('Kardiologie Süd')
    await expect
      .poll(() => dialog.getByRole('radio', { name: /^Kardiologie, .*schon gefragt$/ }).isDisabled())
      .toBe(true)
    await bringIn(emil, {
      department: name,
      question: 'Embolierisiko neurologisch?',
      reason: 'Gemeinsame Entscheidung nötig',
      answer: async (form) => {
        const operated = form.getByRole('group', { name: 'Am Herzen voroperiert?' })
        await operated.waitFor()
        expect(await form.getByLabel('Was?').count()).toBe(0)
        await operated.getByRole('radio', { name: 'Ja' }).check()
        await form.getByRole('group', { name: 'Operation' }).getByLabel('Was?').fill('Aortenklappe')
      },
    })

    // The one who is brought in: the question, the request, the files of both clinics; not what was said before.
    await alert(nele).getByText(emil.name).waitFor()
    await acceptConsult(nele)
    const request = nele.page.getByRole('region', { name: 'Anfrage', exact: true })
    await request.getByText('Embolierisiko neurologisch?').waitFor()
    await request.getByText(`Ursprüngliche Fragestellung: ${question}`).waitFor()
    await request.getByText('Dazu, Dora').waitFor()
    await request.getByText('Operation: Was?').waitFor()
    await request.getByText('Aortenklappe').waitFor()
    await nele.page.getByText(`Hinzugezogen von ${emil.name}`).waitFor()
    expect((await saveFile(nele, 'echo.txt')).toString()).toBe('Vegetation 12 mm')
    expect((await saveFile(nele, 'tee.txt')).toString()).toBe('Segel perforiert')
    expect(await nele.page.getByText('die Familie weiß noch nichts').count()).toBe(0)

    // Who asked sees whom and why, in both clinics the same, and comes from one consult to the other.
    for (const person of [ida, emil]) {
      if (person === emil) await openConsultOf(emil)
      await person.page
        .getByRole('region', { name: 'Verlauf' })
        .getByText(`${emil.name} hat ${name} hinzugezogen: Gemeinsame Entscheidung nötig`)
        .waitFor()
    }
    // What comes to the first consult later is passed on by whoever has it.
    await attachFile(ida, { name: 'labor.txt', mimeType: 'text/plain', bytes: Buffer.from('CRP 212 mg/l') })
    const broughtIn = emil.page.getByRole('region', { name: 'Hinzugezogen' })
    await broughtIn.getByText('Noch nicht weitergegeben: labor.txt').waitFor()
    await broughtIn.getByRole('button', { name: 'Weitergeben' }).click()
    await fileEntry(nele, 'labor.txt').waitFor()
    expect((await saveFile(nele, 'labor.txt')).toString()).toBe('CRP 212 mg/l')
    await broughtIn.getByText('Noch nicht weitergegeben').waitFor({ state: 'detached' })

    // Longer than can be sent at once: said while it is written, and nothing is lost.
    await nele.page.getByLabel('Beurteilung').fill('Lang. '.repeat(12_000))
    await nele.page.getByText('Der Bericht ist zu lang').waitFor()
    await nele.page.getByRole('button', { name: 'Freigeben' }).click()
    expect(await nele.page.getByRole('dialog').count()).toBe(0)
    expect((await nele.page.getByLabel('Beurteilung').inputValue()).length).toBe(72_000)
    await writeReport(nele, {
      findings: 'Kein Infarkt.',
      assessment: 'Risiko gering.',
      recommendation: 'Operation möglich.',
    })
    await ida.page.getByRole('region', { name: 'Hinzugezogen' }).getByText('Beantwortet').waitFor()
    await writeReport(emil, {
      findings: 'Vegetation.',
      assessment: 'Klasse I.',
      recommendation: 'Operation diese Woche.',
    })
    await ida.page.getByText('Operation diese Woche.').first().waitFor()
    // The report comes first, and then that it is the answer.
    await ida.page.getByText(`Beantwortet von ${emil.name}.`).first().waitFor()
    // As a document it can be read aloud: language, title, headings and paragraphs.
    const { text, ...pdf } = await readPdf(await saveExport(ida, 'PDF'))
    expect(text).toContain('Operation diese Woche.')
    expect(pdf).toMatchObject({ isMarked: true, language: 'de-DE', title: expect.stringMatching(/^Konsilbericht /) })
    expect([...pdf.roles]).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'H3', 'P']))
    const bundle = JSON.parse((await saveExport(ida, 'FHIR R4')).toString()) as {
      entry: {
        fullUrl: string
        resource: { resourceType: string; basedOn?: object[]; partOf?: object[]; status?: string }
      }[]
    }
    const tasks = bundle.entry.filter(({ resource }) => resource.resourceType === 'Task')
    expect(tasks.map(({ resource }) => resource.status)).toEqual(['completed', 'completed'])
    expect(tasks[1]?.resource.partOf).toEqual([{ reference: tasks[0]?.fullUrl }])
    // The same document for colleagues who do not read German.
    const consultAddress = new URL(ida.page.url()).pathname
    await openAddress(ida, '/settings/appearance')
    await ida.page.getByLabel('Sprache').selectOption('en')
    await openAddress(ida, consultAddress)
    await ida.page.getByRole('region', { name: 'Brought in' }).waitFor()
    const inEnglish = await readPdf(await saveExport(ida, 'PDF'))
    expect(inEnglish).toMatchObject({ language: 'en-GB', title: expect.stringMatching(/^Consult report /) })
    for (const part of ['Findings', 'Requested by', 'Operation diese Woche.']) expect(inEnglish.text).toContain(part)
    await ida.page.getByRole('region', { name: 'Brought in' }).getByRole('link').click()
    await ida.page.getByText('Operation möglich.').first().waitFor({ timeout: 60_000 })
    expect(await ida.page.getByText('Operation diese Woche.').count()).toBe(0)
  })
})
