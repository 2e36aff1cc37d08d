import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newPhysician } from '../people/doctors.ts'
import { beginDuty, newColleague, newWard, openDutyOf, openEndOfDuty, writeToDuty } from '../people/duty.ts'
import { message, say } from '../people/messages.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { filesThatContain } from '../people/traces.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('a duty is written to across clinics, answers as the role, and goes to the next one with all that was said', async () => {
  const ward = await newWard(clinics.sued)
  const role = `${ward.name} – Dienst`
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Schreibend')
  await using emil = await newColleague(browser, ward, 'Dr. Emil Früh')
  await using sofie = await newColleague(browser, ward, 'Dr. Sofie Spät')
  await story('duty', [ida, emil, sofie], async () => {
    await Promise.all([ida, emil, sofie].map(signInFirst))
    await beginDuty(emil)

    // Named in the directory, written to with one press, answered as the role.
    await writeToDuty(ida, ward)
    await ida.page.getByText('Im Dienst: Dr. Emil Früh').first().waitFor()
    await say(ida, 'Zwiebelfisch hat Vorhofflimmern, was tun?')
    await openDutyOf(emil, 'Dr. Ida Schreibend')
    await message(emil, 'Vorhofflimmern').waitFor()
    await say(emil, 'Bitte EKG schicken.')
    await message(ida, 'Bitte EKG schicken.').getByText(`${role} (Dr. Emil Früh)`).waitFor()
    await emil.page.getByLabel('Schreiben als').selectOption('self')
    await say(emil, 'Bis 16 Uhr bin ich selbst da.')
    await message(ida, 'Bis 16 Uhr').getByText('Dr. Emil Früh', { exact: true }).waitFor()

    // The shift ends: what is open goes to the one who has come.
    await beginDuty(sofie)
    const dialog = await openEndOfDuty(emil)
    await dialog.getByLabel('Notiz zur Übergabe').fill('Heparin läuft, EKG kommt noch.')
    await dialog.getByRole('button', { name: 'Dienst beenden' }).click()
    await dialog.waitFor({ state: 'hidden', timeout: 30_000 })
    await ida.page.getByText('Dr. Emil Früh hat an Dr. Sofie Spät übergeben.').waitFor()
    await ida.page.getByText('Im Dienst: Dr. Sofie Spät').first().waitFor()

    // The next one reads everything, and is told from whom it comes.
    await sofie.page.getByText('Übernommen von Dr. Emil Früh: 1 offen').waitFor({ timeout: 20_000 })
    await openDutyOf(sofie, 'Dr. Ida Schreibend')
    for (const text of ['Vorhofflimmern', 'Bitte EKG schicken.', 'Bis 16 Uhr', 'Heparin läuft'])
      await message(sofie, text).waitFor({ timeout: 30_000 })
    await message(sofie, 'Bitte EKG schicken.').getByText(`${role} (Dr. Emil Früh)`).waitFor()
    await say(sofie, 'Ich übernehme, bitte Betablocker.')
    await message(ida, 'bitte Betablocker').getByText(`${role} (Dr. Sofie Spät)`).waitFor()

    // The one who went has it no more, not even its newest words.
    await emil.page.getByRole('link', { name: 'Nachrichten' }).click()
    await expect.poll(() => emil.page.getByText('Dr. Ida Schreibend →').count()).toBe(0)
    expect(await emil.page.getByText('bitte Betablocker').count()).toBe(0)
    expect(filesThatContain(clinics.sued, ['Zwiebelfisch', 'Betablocker', 'Heparin läuft'])).toEqual([])
  })
})

test('who begins a duty that nobody had reads what has waited, given by the one who wrote it', {
  timeout: 240_000,
}, async () => {
  const ward = await newWard(clinics.sued)
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Wartend')
  await using lena = await newColleague(browser, ward, 'Dr. Lena Nacht')
  await story('unattended duty', [ida, lena], async () => {
    const found: string[] = []
    await Promise.all([ida, lena].map(signInFirst))
    await writeToDuty(ida, ward)
    await ida.page.getByText('Zurzeit ist niemand im Dienst').waitFor()
    await ida.page.getByText('Telefon 4711.').waitFor()
    await say(ida, 'Ist schon jemand da?')
    found.push(...(await lookAt(ida, 'duty, unattended')))
    await beginDuty(lena)
    await openDutyOf(lena, 'Dr. Ida Wartend')
    await message(lena, 'Ist schon jemand da?').waitFor({ timeout: 30_000 })
    await say(lena, 'Ja, was gibt es?')
    found.push(...(await lookAt(lena, 'duty, answered')))

    // Nobody leaves it empty by mistake.
    const dialog = await openEndOfDuty(lena)
    const end = dialog.getByRole('button', { name: 'Dienst beenden' })
    expect(await end.isDisabled()).toBe(true)
    found.push(...(await lookAt(lena, 'duty, its end')))
    await dialog.getByLabel('Der Dienst bleibt unbesetzt').check({ force: true })
    await end.click()
    await dialog.waitFor({ state: 'hidden' })
    await ida.page.getByText('Zurzeit ist niemand im Dienst').waitFor()
    found.push(...(await lookAt(lena, 'duty, none')))
    expectNoBarriers(found)
  })
})
