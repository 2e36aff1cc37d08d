import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type DefaultSetting,
  type PermissionConfig,
  permissionConfigType,
} from '#shared/permissions/permission-config.ts'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { DemoPerson } from '../clinics/people.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { newPhysician } from '../people/doctors.ts'
import { entry as conversationEntry } from '../people/groups.ts'
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
import { goTo, openPerson, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { openAddress } from '../people/views.ts'
import { accountDataOf } from '../services/matrix-api.ts'
import { signedIn } from '../services/somebody.ts'
import { until } from '../services/until.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** The clinic's homeserver has heard of all that was decided when an account begins with it. */
const newcomerAt = (clinic: TestClinic, setting: DefaultSetting, excepted: readonly string[]): Promise<DemoPerson> =>
  until(`an account that begins with "${setting}"`, async () => {
    const account = await clinic.newPerson({ name: 'Dr. Sofia Vorgabe', serviceId: 'neurologie' })
    const given = await accountDataOf<PermissionConfig>(await signedIn(clinic, account), permissionConfigType)
    const isAll = Object.keys(given.serverExceptions).join() === excepted.join()
    return given.defaultSetting === setting && isAll && account
  })

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

test('what a clinic decides holds for whoever comes new to it, and is theirs to change', async () => {
  const { nord, sued } = clinics
  const chiefAccount = await sued.newPerson({ name: 'Dr. Cleo Vorgabe', role: 'admin' })
  await using chief = await openPerson(browser, sued, chiefAccount)
  await using ida = await newPhysician(browser, nord, 'Dr. Ida Vorgabe')
  try {
    await story('default of a clinic', [chief, ida], async () => {
      await Promise.all([signInFirst(chief), signInFirst(ida)])
      await openAddress(chief, '/admin/permissions')
      await setPermission(chief, 'Niemand')
      await chief.page.getByText('Niemand ist zugelassen.').waitFor()
      await exceptClinic(chief, 'Klinik zulassen', sued.name)
      await exception(chief, sued.name).waitFor()
      await using sofia = await openPerson(browser, sued, await newcomerAt(sued, 'block all', [sued.serverName]))
      await story('newcomer', [sofia], async () => {
        await signInFirst(sofia)
        await openPermissions(sofia)
        await sofia.page.getByRole('radio', { name: /^Niemand/, checked: true }).waitFor()
        await exception(sofia, sued.name).waitFor()

        // Of the other clinic, nobody; of the own one, everybody.
        await (await tryToWriteTo(ida, sofia.name)).waitFor()
        await openConversationWith(chief, sofia.name)
        await say(chief, 'Willkommen in Süd.')
        await acceptInvitationFrom(sofia, chief.name)
        await message(sofia, 'Willkommen').waitFor()

        await openPermissions(sofia)
        await exceptClinic(sofia, 'Klinik zulassen', nord.name)
        await exception(sofia, nord.name).waitFor()
        await openConversationWith(ida, sofia.name)
        await say(ida, 'Jetzt geht es.')
        await acceptInvitationFrom(sofia, ida.name)
        await message(sofia, 'Jetzt geht es.').waitFor()
        // The list says it too, though it was said before she came in.
        await conversationEntry(sofia, ida.name).getByText('Jetzt geht es.').waitFor()
      })
    })
  } finally {
    const admin = await signedIn(sued, chiefAccount)
    await askService(sued, admin, 'PUT', '/api/permissions/default', { defaultSetting: 'allow all' })
    await newcomerAt(sued, 'allow all', [])
  }
})
