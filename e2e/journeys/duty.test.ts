import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, dicomDialog, saveAttachment, sendChosen } from '../people/attachments.ts'
import { acceptConsult, askForConsult } from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { beginDuty, newColleague, newWard, openDutyOf, openEndOfDuty, writeToDuty } from '../people/duty.ts'
import { chooseBytes, newestVoice, sayAloud, squares } from '../people/media.ts'
import { message, say } from '../people/messages.ts'
import { goTo, type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { filesThatContain } from '../people/traces.ts'
import { chooseUrgency, confirmUrgent, urgentAlert, urgentStatus } from '../people/urgent.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
/** Writes to the duty of a ward that each test makes. */
let ida: Person
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Schreibend')
  await signInFirst(ida)
})
afterAll(async () => {
  await ida?.[Symbol.asyncDispose]()
  await browser.close()
})

const asking = {
  priority: 'Dringend',
  patient: 'Zwiebelfisch, Erika',
  birthDate: '1961-02-03',
  question: 'Neu aufgetretenes Vorhofflimmern: Kardioversion heute?',
} as const

test('a duty is written to across clinics, answers as the role, and goes to the next one with all that was said', async () => {
  const ward = await newWard(clinics.sued)
  const role = `${ward.name} – Dienst`
  await using emil = await newColleague(browser, ward, 'Dr. Emil Früh')
  await using sofie = await newColleague(browser, ward, 'Dr. Sofie Spät')
  await story('duty', [ida, emil, sofie], async () => {
    await Promise.all([emil, sofie].map(signInFirst))
    await beginDuty(emil)

    // Named in the directory, written to with one press, answered as the role.
    await writeToDuty(ida, ward)
    await ida.page.getByText(`Im Dienst: ${emil.name}`).first().waitFor()
    await say(ida, 'Zwiebelfisch hat Vorhofflimmern, was tun?')
    await openDutyOf(emil, ida.name)
    await message(emil, 'Vorhofflimmern').waitFor()
    await say(emil, 'Bitte EKG schicken.')
    await message(ida, 'Bitte EKG schicken.').getByText(`${role} (${emil.name})`).waitFor()
    await chooseBytes(emil, { name: 'Schema.txt', mimeType: 'text/plain', buffer: Buffer.from('Heparin nach Schema') })
    await sendChosen(emil)
    await attachment(ida, 'Schema.txt').getByText(`${role} (${emil.name})`).waitFor()

    // Whatever it is that is said: aloud, by a picture, by what is too large to be urgent.
    const asRole = `${role} (${emil.name})`
    await sayAloud(emil)
    await newestVoice(ida).getByText(asRole).waitFor()
    await chooseBytes(emil, { name: 'EKG.png', mimeType: 'image/png', buffer: await squares(emil, 64, 64) })
    await sendChosen(emil)
    await ida.page
      .getByRole('log')
      .getByRole('article')
      .filter({ has: ida.page.locator('[data-loaded]') })
      .getByText(asRole)
      .waitFor()
    await chooseUrgency(emil, 'Dringend')
    const slice = { name: 'Schnitt.dcm', mimeType: 'application/dicom', buffer: asDicom(Buffer.from('Schnitt')) }
    await chooseBytes(emil, slice)
    await dicomDialog(emil).getByText('gehen ohne Dringlichkeit').waitFor()
    await sendChosen(emil)
    await attachment(ida, 'Schnitt.dcm').getByText(asRole).waitFor()
    expect(await urgentAlert(ida).count()).toBe(0)
    await emil.page.getByRole('button', { name: 'Nicht dringend' }).click()

    await emil.page.getByLabel('Schreiben als').selectOption('self')
    await say(emil, 'Bis 16 Uhr bin ich selbst da.')
    await message(ida, 'Bis 16 Uhr').getByText(emil.name, { exact: true }).waitFor()

    // A consult that he takes, and an urgent message that he does not get to.
    await askForConsult(ida, { ...asking, department: ward.name })
    await acceptConsult(emil)
    await ida.page.getByText(`${emil.name} hat das Konsil übernommen.`).first().waitFor()
    await openDutyOf(ida, role)
    await chooseUrgency(ida, 'Dringend')
    await say(ida, 'Zwiebelring: die Sättigung fällt.')
    await urgentAlert(emil).getByText('die Sättigung fällt').waitFor()

    // All of it is shown as open, the most urgent first.
    await goTo(emil, 'Dienst')
    const openItems = emil.page.getByRole('region', { name: 'Offen für den Dienst' }).getByRole('listitem')
    await expect
      .poll(async () => (await openItems.allInnerTexts()).join('; '))
      .toMatch(
        /^Dringend: Nachricht von Dr. Ida.*wartet seit.*; Konsil .*: Dr. Ida.*von Ihnen übernommen; Dr. Ida.*(?:wartet seit|beantwortet)/s,
      )

    // The shift ends: what is open goes to the one who has come.
    await beginDuty(sofie)
    const dialog = await openEndOfDuty(emil)
    for (const open of [/^Dringend: Nachricht von Dr. Ida/, /^Konsil .*: Dr. Ida/, /^Wie geht es weiter mit Dr. Ida/])
      await dialog
        .getByLabel(open)
        .getByRole('option', { name: `${sofie.name} (im Dienst)`, selected: true })
        .waitFor({ state: 'attached' })
    await dialog.getByLabel('Notiz zur Übergabe').fill('Heparin läuft, EKG kommt noch.')
    await emil.picture('duty end')
    await dialog.getByRole('button', { name: 'Dienst beenden' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await ida.page.getByText(`${emil.name} hat an ${sofie.name} übergeben.`).waitFor()
    await ida.page.getByText(`Im Dienst: ${sofie.name}`).first().waitFor()

    // What is urgent first: it calls her now, and can be read.
    await urgentAlert(sofie).getByText('die Sättigung fällt').waitFor()
    await urgentAlert(emil).waitFor({ state: 'detached' })
    await confirmUrgent(sofie)
    await urgentStatus(
      ida,
      'Sättigung',
      new RegExp(`${emil.name} hat um \\d\\d:\\d\\d an ${sofie.name} übergeben`),
    ).waitFor()
    await urgentStatus(ida, 'Sättigung', new RegExp(`^${sofie.name} hat um`)).waitFor()

    // The consult is hers, with the question, what was said and why it changed hands; who asked sees the same.
    await goTo(sofie, 'Konsile')
    const worklist = ({ page }: Person) => page.getByRole('region', { name: 'Konsile', exact: true })
    await worklist(sofie).getByRole('link', { name: ida.name }).click()
    for (const text of [asking.question, 'Heparin läuft', `${emil.name} hat an ${sofie.name} übergeben: Dienstende`])
      await sofie.page.getByText(text).first().waitFor()
    await sofie.picture('duty consult handed')
    await goTo(ida, 'Konsile')
    await worklist(ida).getByRole('link', { name: ward.name }).click()
    const handed = ida.page.getByText(`${emil.name} hat an ${sofie.name} übergeben.`).first()
    const unseen = handed.filter({ hasText: 'Noch nicht als gesehen bestätigt.' })
    await unseen.waitFor()
    await sofie.page.getByRole('article').getByRole('button', { name: 'Gesehen' }).click()
    await unseen.waitFor({ state: 'detached' })
    await handed.waitFor()

    // The next one reads everything, and is told from whom it comes.
    await goTo(sofie, 'Dienst')
    await sofie.page.getByText(`Übernommen von ${emil.name}: 1 offen`).waitFor()
    await openDutyOf(sofie, ida.name)
    for (const text of ['Vorhofflimmern', 'Bitte EKG schicken.', 'Bis 16 Uhr', 'Heparin läuft'])
      await message(sofie, text).waitFor()
    await message(sofie, 'Bitte EKG schicken.').getByText(`${role} (${emil.name})`).waitFor()
    expect((await saveAttachment(sofie, 'Schema.txt')).toString()).toBe('Heparin nach Schema')
    await openDutyOf(ida, role)
    await say(sofie, 'Ich übernehme, bitte Betablocker.')
    await message(ida, 'bitte Betablocker').getByText(`${role} (${sofie.name})`).waitFor()

    // The one who went has it no more, not even its newest words.
    await emil.page.getByRole('link', { name: 'Nachrichten' }).click()
    await expect.poll(() => emil.page.getByText(`${ida.name} →`).count()).toBe(0)
    expect(await emil.page.getByText('bitte Betablocker').count()).toBe(0)
    expect(filesThatContain(clinics.sued, ['Zwiebelfisch', 'Betablocker', 'Heparin läuft'])).toEqual([])
  })
})

test('who begins a duty that nobody had reads what has waited, given by the one who wrote it', async () => {
  const ward = await newWard(clinics.sued)
  await using lena = await newColleague(browser, ward, 'Dr. Lena Nacht')
  await story('unattended duty', [ida, lena], async () => {
    const found: string[] = []
    await signInFirst(lena)
    await writeToDuty(ida, ward)
    await ida.page.getByText('Zurzeit ist niemand im Dienst').waitFor()
    await ida.page.getByText('Telefon 4711.').waitFor()
    await say(ida, 'Ist schon jemand da?')
    found.push(...(await lookAt(ida, 'duty, unattended')))
    await beginDuty(lena)
    await openDutyOf(lena, ida.name)
    await message(lena, 'Ist schon jemand da?').waitFor()
    await say(lena, 'Ja, was gibt es?')
    found.push(...(await lookAt(lena, 'duty, answered')))

    // Nobody leaves it empty by mistake.
    const dialog = await openEndOfDuty(lena)
    const end = dialog.getByRole('button', { name: 'Dienst beenden' })
    await expect.poll(() => end.isDisabled()).toBe(true)
    await dialog.getByLabel('Der Dienst bleibt unbesetzt').check()
    await end.click()
    await dialog.waitFor({ state: 'hidden' })
    await ida.page.getByText('Zurzeit ist niemand im Dienst').waitFor()
    expectNoBarriers(found)
  })
})
