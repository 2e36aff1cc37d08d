import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { openPair } from '../people/pair.ts'
import {
  exceptClinic,
  exception,
  exceptPerson,
  openPermissions,
  setPermission,
  showMembers,
  tryToWriteTo,
} from '../people/permissions.ts'
import { goTo } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('who may write to somebody is theirs to say, and who may not learns it when they try, and nothing more', async () => {
  await using pair = await openPair(browser, clinics, 'Auswahl')
  const { ida, emil } = pair
  await story('permissions', [ida, emil], async () => {
    // Ida of Nord lets nobody write; what was begun before goes on.
    await openPermissions(ida)
    await setPermission(ida, 'Niemand')
    await ida.page.getByText('Niemand ist zugelassen.').waitFor()
    await say(emil, 'Das kommt noch an.')
    await openPermissions(ida)
    await exceptPerson(ida, 'Person zulassen', 'Dr. Lena Vogt')
    await exception(ida, 'Dr. Lena Vogt').click()
    await exception(ida, 'Dr. Lena Vogt').waitFor({ state: 'detached' })
    await exceptClinic(ida, 'Klinik zulassen', 'Klinikum Süd')
    await exception(ida, 'Klinikum Süd').waitFor()

    // Blocking one of a clinic that is allowed as a whole says what becomes of the clinic.
    await goTo(ida, 'Nachrichten')
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).click()
    await message(ida, 'kommt noch an').waitFor()
    await showMembers(ida)
    await ida.page.getByRole('button', { name: 'Blockieren' }).click()
    await ida.page.getByRole('dialog').getByText('nicht mehr als Ganzes zugelassen').waitFor()
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Blockieren' }).click()
    await ida.page.getByText(`${emil.name} ist blockiert`).waitFor()
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).waitFor({ state: 'detached' })

    // The other one sees that the conversation is over, and not why.
    await emil.page.getByText(`${ida.name} hat die Konversation verlassen`).first().waitFor()
    await (await tryToWriteTo(emil, ida.name)).waitFor()
    expect(await emil.page.getByText(/blockier/i).count()).toBe(0)
    expect(await ida.page.getByText('Anfragen an Sie').count()).toBe(0)

    await openPermissions(ida)
    await ida.page.getByText('Niemand ist zugelassen.').waitFor()
    await exceptPerson(ida, 'Person zulassen', emil.name)
    await exception(ida, emil.name).waitFor()
    await openConversationWith(emil, ida.name)
    await say(emil, 'Sind Sie wieder da?')
    await acceptInvitationFrom(ida, emil.name)
    await message(ida, 'wieder da').waitFor()

    // The other mode begins without exceptions, and asks where there are some.
    await openPermissions(ida)
    await setPermission(ida, 'Alle')
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).click()
    await ida.page.getByRole('radio', { name: /^Niemand/, checked: true }).waitFor()
    await setPermission(ida, 'Alle')
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Wechseln' }).click()
    await ida.page.getByText('Niemand ist blockiert.').waitFor()
  })
})
