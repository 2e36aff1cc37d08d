import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { unique } from '../clinics/unique.ts'
import { enterPin, locked, pin, setPin } from '../people/app-lock.ts'
import { enterCall, openCall, openPeople, pictureOf, ringing, turnCameraOff } from '../people/calls.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { openGroup } from '../people/groups.ts'
import { acceptInvitationFrom, message, say } from '../people/messages.ts'
import { goTo, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('who is called declines with a message; later they wait, are let in, raise a hand, and are removed', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Ordnung')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Ordnung')
  await story('call-order', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await setPin(emil)
    await goTo(emil, 'Nachrichten')
    // In a group, whose maker is the host: of two in a conversation, both are.
    const group = unique('Fallbesprechung')
    await openGroup(ida, group, [emil.name])
    await acceptInvitationFrom(emil, group)
    await say(ida, 'Können wir kurz sprechen?')
    await message(emil, 'kurz sprechen').waitFor()

    await emil.page.keyboard.press('Control+Shift+L')
    await locked(emil).waitFor()

    // Pictures are proved in `call.test.ts`: without them the machine has less to do.
    await openCall(ida)
    await turnCameraOff(ida)
    await enterCall(ida)
    await ida.page.getByText('Es klingelt bei den anderen').waitFor()
    // A locked screen says that somebody calls, and not who.
    await emil.page.getByText('Sie werden angerufen').waitFor()
    expect(await emil.page.locator('body').textContent()).not.toContain(ida.name)
    await enterPin(emil, pin)
    await ringing(emil).getByText(`${ida.name} ruft an`).waitFor()
    await ringing(emil).getByRole('button', { name: 'Mit Nachricht ablehnen' }).click()
    await emil.page.getByRole('menuitem', { name: 'In 10 Minuten kann ich sprechen.' }).click()
    await ringing(emil).waitFor({ state: 'detached' })
    await ida.page.getByText(`${emil.name} hat abgelehnt.`).waitFor()
    await ida.page.getByRole('button', { name: 'Konversation, 1 ungelesen (C)' }).waitFor()
    await ida.page.getByRole('button', { name: 'Nachricht schreiben' }).click()
    const beside = ida.page.getByRole('complementary', { name: 'Konversation' })
    await beside.getByRole('article').filter({ hasText: 'In 10 Minuten kann ich sprechen.' }).waitFor()
    await ida.page.getByRole('button', { name: 'Konversation (C)', exact: true }).waitFor()

    const people = await openPeople(ida)
    await people.getByLabel('Warteraum').check()
    await openCall(emil)
    await turnCameraOff(emil)
    await emil.page.getByText('Hier wartet man').waitFor()
    await emil.page.getByRole('button', { name: 'Um Einlass bitten' }).click()
    await emil.page.getByText('Sie warten vor dem Gespräch').waitFor()
    expect(await pictureOf(emil, ida.name).count()).toBe(0)
    await people.getByRole('button', { name: 'Einlassen' }).click()
    await pictureOf(emil, ida.name).waitFor({ state: 'attached' })

    await emil.page.getByRole('button', { name: /^Hand heben/ }).click()
    await people.getByRole('img', { name: 'Hand ist gehoben' }).waitFor()
    await people.getByRole('button', { name: `${emil.name} stummschalten` }).click()
    await emil.page.getByText('Ihr Mikrofon wurde stummgeschaltet').waitFor()

    await people.getByRole('button', { name: `${emil.name} entfernen` }).click()
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click()
    await emil.page.getByText('Sie wurden aus diesem Gespräch entfernt').waitFor()
    await pictureOf(ida, emil.name).waitFor({ state: 'detached' })
    // A wrong press is taken back.
    await people.getByRole('button', { name: 'Wieder zulassen' }).click()
    await emil.page.getByRole('button', { name: 'Erneut beitreten' }).click()
    await enterCall(emil)
    await people.getByRole('button', { name: `${emil.name} entfernen` }).waitFor()
    await people.getByRole('button', { name: 'Wieder zulassen' }).waitFor({ state: 'detached' })

    await people.getByRole('button', { name: 'Für alle beenden' }).click()
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Für alle beenden' }).click()
    await ida.page.getByText('Das Gespräch wurde für alle beendet.').waitFor()
    // The next call is a new one.
    await emil.page.getByRole('button', { name: 'Erneut beitreten' }).click()
    await emil.page.getByText('Hier wartet man').waitFor()
  })
})
