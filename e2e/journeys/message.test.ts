import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, markOf, message, openConversationWith, say } from '../people/messages.ts'
import { goTo, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('a physician finds a specialist of the other clinic, writes, and sees what has become of the message', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Schreiber')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Leser')
  await story('message', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await openConversationWith(ida, emil.name)
    await say(ida, 'Guten Abend, haben Sie kurz Zeit?')
    await markOf(ida, 'kurz Zeit', 'sent', 'delivered').waitFor()

    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'kurz Zeit').waitFor()
    await markOf(ida, 'kurz Zeit', 'read').waitFor()

    await goTo(emil, 'Verzeichnis')
    await say(ida, 'Es geht um ein EKG.')
    await markOf(ida, 'um ein EKG', 'delivered').waitFor()
    await goTo(emil, 'Nachrichten')
    await emil.page
      .getByRole('link', { name: new RegExp(ida.name) })
      .first()
      .click()
    await message(emil, 'um ein EKG').waitFor()
    await markOf(ida, 'um ein EKG', 'read').waitFor()

    await say(emil, 'Ja. Schicken Sie es mir.')
    await message(ida, 'Schicken Sie es mir').waitFor()
  })
})

test('somebody is found by specialty', async () => {
  // In front of all others: a clinic names so many only.
  const cardiologist = await clinics.sued.newPerson({
    name: 'Dr. Aaron Gesucht',
    specialty: 'cardiology',
    serviceId: 'kardiologie',
  })
  const neurologist = await clinics.sued.newPerson({
    name: 'Dr. Aaron Anderswo',
    specialty: 'neurology',
    serviceId: 'neurologie',
  })
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Sucher')
  await story('specialty', [ida], async () => {
    await signInFirst(ida)
    await goTo(ida, 'Verzeichnis')
    const named = (name: string) => ida.page.getByRole('heading', { name, exact: true })
    for (const { name } of [cardiologist, neurologist]) await named(name).waitFor()
    await ida.page.getByLabel('Name, Fachgebiet oder Abteilung').fill('herz')
    await named(neurologist.name).waitFor({ state: 'detached' })
    await named(cardiologist.name).waitFor()
    await named('Kardiologie').waitFor()
  })
})

test('on a phone, in the dark, one pane at a time is enough to answer', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Unterwegs', phone)
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Antwort')
  await story('phone', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await openConversationWith(emil, ida.name)
    await say(emil, 'Sind Sie erreichbar?')
    await acceptInvitationFrom(ida, emil.name)
    await message(ida, 'erreichbar').waitFor()
    const width = await ida.page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(phone.width)
    // What has no room beside the name is one press further.
    await ida.page.getByRole('button', { name: 'Aktionen für diese Konversation' }).click()
    await ida.page.getByRole('menuitem', { name: 'In dieser Konversation suchen' }).click()
    const search = ida.page.getByRole('complementary', { name: 'In dieser Konversation suchen' })
    await search.getByRole('searchbox').and(ida.page.locator(':focus')).waitFor()
    await ida.page.keyboard.press('Escape')
    await ida.page.getByRole('button', { name: 'Beteiligte' }).and(ida.page.locator(':focus')).waitFor()
    await ida.page.getByLabel('Nachricht schreiben').fill('Ja, in zwei Minuten.')
    await ida.page.getByRole('button', { name: 'Senden', exact: true }).click()
    await message(emil, 'in zwei Minuten').waitFor()
  })
})
