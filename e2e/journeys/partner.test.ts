import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { movePartner, openPage, partnerEntry, testConnectionTo } from '../people/administration.ts'
import { fillRequest } from '../people/consults.ts'
import { findInDirectory } from '../people/directory.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { asking } from '../people/example-consult.ts'
import { chooseToSend } from '../people/media.ts'
import { acceptInvitationFrom, markOf, message, openConversationWith, say } from '../people/messages.ts'
import { goTo, openPerson, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** As a field for a day takes it. */
const dayInDays = (days: number) => {
  const date = new Date()
  date.setDate(date.getDate() + days)
  return date.toLocaleDateString('sv')
}

/** Long enough for what would pass to have passed: messages take a fraction of a second. */
const quietMs = 4_000

test('an admin suspends a partner: nothing passes, both sides are told, and afterwards all of it arrives once', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Wartend')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Wartend')
  await using admin = await openPerson(
    browser,
    clinics.nord,
    await clinics.nord.newPerson({ name: 'Ada Leitung', role: 'admin' }),
  )
  await story('suspension', [ida, emil, admin], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(admin)])
    await openConversationWith(ida, emil.name)
    await say(ida, 'Vor der Pause.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Vor der Pause').waitFor()
    await markOf(ida, 'Vor der Pause', 'read').waitFor()

    await openPage(admin, 'Personen')
    // One page of people may hold none but others.
    await admin.page.getByLabel('Personen suchen').fill('jana.petersen')
    await admin.page.getByRole('heading', { name: 'Dr. Jana Petersen' }).waitFor()
    await openPage(admin, 'Räume')
    await admin.page.getByText('Ende-zu-Ende-verschlüsselt').first().waitFor()
    await openPage(admin, 'Partnerkliniken')
    await testConnectionTo(admin, 'Klinikum Süd')
    await partnerEntry(admin, 'Klinikum Süd').getByText('Erreichbar').waitFor()
    await movePartner(admin, 'Klinikum Süd', 'Aussetzen')
    await partnerEntry(admin, 'Klinikum Süd').getByText('Von uns ausgesetzt').waitFor()
    try {
      await ida.page.getByText('Verbindung zu Klinikum Süd ist ausgesetzt').waitFor()
      await emil.page.getByText('Verbindung zu Klinikum Nord ist ausgesetzt').waitFor()
      for (const text of ['Nord eins.', 'Nord zwei.']) {
        await say(ida, text)
        await markOf(ida, text, 'sent').waitFor()
      }
      await say(emil, 'Süd eins.')
      await markOf(emil, 'Süd eins.', 'sent').waitFor()
      await ida.page.waitForTimeout(quietMs)
      expect(await message(emil, 'Nord eins.').count()).toBe(0)
      expect(await message(ida, 'Süd eins.').count()).toBe(0)
      expect(await markOf(ida, 'Nord eins.', 'delivered', 'read').count()).toBe(0)
    } finally {
      await movePartner(admin, 'Klinikum Süd', 'Wieder zulassen')
    }
    await partnerEntry(admin, 'Klinikum Süd').getByText('Aktiv').waitFor()
    for (const text of ['Nord eins.', 'Nord zwei.']) await message(emil, text).waitFor({ timeout: 90_000 })
    await message(ida, 'Süd eins.').waitFor({ timeout: 60_000 })
    const arrived = emil.page.getByRole('log').getByText(/^Nord (eins|zwei)\.$/)
    await expect.poll(() => arrived.allTextContents()).toEqual(['Nord eins.', 'Nord zwei.'])
    await expect.poll(() => message(ida, 'Süd eins.').count()).toBe(1)
    await ida.page.getByText('Verbindung zu Klinikum Süd ist ausgesetzt').waitFor({ state: 'detached' })

    const entry = partnerEntry(admin, 'Klinikum Süd')
    const dialog = admin.page.getByRole('dialog')
    const openLimits = () => entry.getByRole('button', { name: 'Umfang' }).click()
    const applyLimits = async () => {
      await dialog.getByRole('button', { name: 'Übernehmen' }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    // What is not agreed, nobody takes the trouble to begin: a call, a case file, a consult.
    await ida.page.getByRole('button', { name: 'Videogespräch' }).click()
    await ida.page.getByRole('button', { name: 'Jetzt beitreten' }).waitFor()
    await ida.page.getByRole('button', { name: 'Gespräch planen' }).click()
    const plan = ida.page.getByRole('dialog', { name: 'Videogespräch planen' })
    await plan.getByLabel('Vorschlag 1', { exact: true }).fill(`${dayInDays(1)}T10:00`)
    await plan.getByRole('button', { name: 'Vorschlagen' }).click()
    await plan.waitFor({ state: 'detached' })
    const proposed = emil.page.getByRole('region', { name: 'Videogespräch vorgeschlagen' })
    const accept = proposed.getByRole('button', { name: /^Zusagen/ })
    await accept.waitFor({ timeout: 60_000 })
    await openLimits()
    await dialog.getByRole('checkbox', { name: 'Videogespräche' }).uncheck()
    await dialog.getByRole('checkbox', { name: 'Falldateien' }).uncheck()
    await dialog.getByRole('checkbox', { name: 'Konsile' }).uncheck()
    await applyLimits()
    try {
      await ida.page.getByText('Mit Klinikum Süd sind derzeit keine Videogespräche vereinbart').waitFor()
      expect(await ida.page.getByRole('button', { name: 'Jetzt beitreten' }).count()).toBe(0)
      await proposed.getByText('Mit Klinikum Nord sind derzeit keine Videogespräche vereinbart').waitFor()
      expect(await accept.count()).toBe(0)
      expectNoBarriers(await lookAt(ida, 'no calls with a partner'))
      await ida.page.getByRole('button', { name: 'Zurück zur Konversation' }).click()
      await chooseToSend(ida, {
        name: 'archiv.zip',
        mimeType: 'application/zip',
        buffer: Buffer.alloc(33 * 2 ** 20, 7),
      })
      await ida.page.getByText('Falldateien sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor()
      await ida.page.keyboard.press('Escape')
      await openAddress(ida, '/directory')
      await ida.page.getByRole('searchbox').fill(emil.name)
      const entryOfEmil = ida.page.getByRole('listitem').filter({ hasText: emil.name })
      await entryOfEmil.getByRole('button', { name: 'Nachricht schreiben' }).waitFor()
      expect(await entryOfEmil.getByRole('button', { name: 'Konsil anfordern' }).count()).toBe(0)
      await openAddress(ida, `/consults/new?practitioner=${encodeURIComponent(emil.userId)}`)
      await ida.page.getByText('Konsile sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor()
      await ida.page.getByText('Falldateien sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor()
      expectNoBarriers(await lookAt(ida, 'no consults with a partner'))
      // Whoever has filled it in reads it before sending too, and can ask another department after the refusal.
      await fillRequest(ida, asking)
      await ida.page.getByRole('button', { name: 'Prüfen' }).click()
      await ida.page.getByRole('heading', { name: 'Bitte prüfen Sie vor dem Senden' }).waitFor()
      await ida.page.getByText('Konsile sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor()
      await ida.page.getByRole('button', { name: 'Konsil senden' }).click()
      await ida.page.getByText('Das ist mit dieser Klinik nicht vereinbart').waitFor()
      await ida.page.getByRole('button', { name: 'Ändern' }).click()
      await ida.page.getByRole('button', { name: 'Abteilung fragen' }).click()
      await ida.page.getByRole('button', { name: 'Andere Abteilung' }).waitFor()
    } finally {
      await openLimits()
      await dialog.getByRole('checkbox', { name: 'Videogespräche' }).check()
      await dialog.getByRole('checkbox', { name: 'Falldateien' }).check()
      await dialog.getByRole('checkbox', { name: 'Konsile' }).check()
      await applyLimits()
    }
    await ida.page.getByText('Konsile sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor({ state: 'detached' })
    await accept.waitFor()
    await openConversationWith(ida, emil.name)
    await ida.page.getByRole('button', { name: 'Videogespräch' }).click()
    await ida.page.getByRole('button', { name: 'Jetzt beitreten' }).waitFor()
    await ida.page.getByRole('button', { name: 'Zurück zur Konversation' }).click()

    await openLimits()
    try {
      await dialog.getByRole('checkbox', { name: 'Nachrichten' }).uncheck()
      await dialog.getByLabel('Gilt bis einschließlich').fill(dayInDays(-1))
      await dialog.getByRole('button', { name: 'Übernehmen' }).click()
      await dialog.getByText('Dieser Tag liegt in der Vergangenheit.').waitFor()
      await dialog.getByLabel('Gilt bis einschließlich').fill(dayInDays(7))
      expectNoBarriers(await lookAt(admin, 'limits of a partnership'))
      await applyLimits()
      await entry.getByText(/Läuft am .* ab$/).waitFor()
      expectNoBarriers(await lookAt(admin, 'a limited partner'))
      await ida.page.getByText('Nachrichten sind mit Klinikum Süd nicht vereinbart').waitFor()
      await emil.page.getByText('Nachrichten sind mit Klinikum Nord nicht vereinbart').waitFor()
      await say(emil, 'Nicht vereinbart.')
      await emil.page.getByText('Nachrichten sind mit der Partnerklinik nicht vereinbart.').waitFor({ timeout: 60_000 })
      expect(await message(ida, 'Nicht vereinbart.').count()).toBe(0)
      // Nobody begins to write, and nobody is chosen for a group who would not be invited.
      const found = await findInDirectory(ida, emil.name)
      await found.getByRole('button', { name: 'Konsil anfordern' }).waitFor()
      await found.getByRole('button', { name: 'Nachricht schreiben' }).waitFor({ state: 'detached' })
      await goTo(ida, 'Nachrichten')
      await ida.page.getByRole('button', { name: 'Neue Gruppe' }).click()
      const group = ida.page.getByRole('dialog', { name: 'Neue Gruppe' })
      await group.getByLabel('Personen suchen').fill(emil.name)
      const chosen = group.getByRole('listitem').filter({ hasText: emil.name })
      await chosen.getByText('Nachrichten sind mit Klinikum Süd zurzeit nicht vereinbart').waitFor()
      expect(await chosen.getByRole('button', { name: 'Auswählen' }).count()).toBe(0)
      expectNoBarriers(await lookAt(ida, 'no messages with a partner'))
      await ida.page.keyboard.press('Escape')
      await ida.page.getByRole('link', { name: new RegExp(emil.name) }).click()
    } finally {
      await openLimits()
      await dialog.getByRole('checkbox', { name: 'Nachrichten' }).check()
      await dialog.getByLabel('Gilt bis einschließlich').fill('')
      await applyLimits()
    }
    await ida.page.getByText('Nachrichten sind mit Klinikum Süd nicht vereinbart').waitFor({ state: 'detached' })
    await say(ida, 'Wieder vereinbart.')
    await message(emil, 'Wieder vereinbart.').waitFor({ timeout: 60_000 })
  })
})
