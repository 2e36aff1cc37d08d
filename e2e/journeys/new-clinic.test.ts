import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { addNewNode } from '../clinics/new-node.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import {
  acceptAfterReadingCard,
  movePartner,
  openPage,
  partnerEntry,
  proposeTo,
  takeChangedCard,
  writeCard,
} from '../people/administration.ts'
import { newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const patience = { timeout: 60_000 }

test('a clinic is made from nothing while two others work, becomes a partner of one, and its people write to that one', async () => {
  const { nord } = clinics
  const startedAt = performance.now()
  await using ost = await addNewNode(nord)
  const { key, clinic, account, said } = ost
  // Before anything else: it has said that it runs.
  await signedIn(clinic, account)
  expect(said).not.toContain('✗')
  expect(said).toContain(`✓ federation: ${clinic.serverName} answers by its public name`)
  expect(said).toContain('✓ clock: as at nord.localhost.')
  await using uwe = await openPerson(browser, clinic, account)
  await using katrin = await openPerson(browser, nord, await nord.newPerson({ name: `Katrin ${key}`, role: 'admin' }))
  await using ida = await newPhysician(browser, nord, `Dr. Ida ${key}`)
  await story('new clinic', [uwe, katrin, ida], async () => {
    await Promise.all([signInFirst(uwe), signInFirst(katrin), signInFirst(ida)])
    await openPage(uwe, 'Partnerkliniken')
    await writeCard(uwe, 'Technik', '0431 100')
    await proposeTo(uwe, nord.serverName)
    await openPage(katrin, 'Partnerkliniken')
    await acceptAfterReadingCard(katrin, key, '0431 100')
    await partnerEntry(uwe, nord.name).getByText('Aktiv').waitFor(patience)
    await writeCard(uwe, 'Technik', '0431 200')
    await takeChangedCard(katrin, key, ['0431 100', '0431 200'])
    await uwe.page.reload()
    await openConversationWith(uwe, ida.name)
    await say(uwe, 'Wir sind da.')
    await acceptInvitationFrom(ida, uwe.name)
    await message(ida, 'Wir sind da.').waitFor(patience)
    await say(ida, 'Willkommen.')
    await message(uwe, 'Willkommen.').waitFor(patience)
    console.log(`A new clinic, from nothing to an answer: ${Math.round((performance.now() - startedAt) / 1000)} s`)
    await movePartner(katrin, key, 'Beenden')
    await partnerEntry(katrin, key).getByText('Beendet').waitFor(patience)
    // Those who have a conversation in common are told, and keep what was said.
    await ida.page.getByText(`Die Partnerschaft mit ${clinic.name} ist beendet`).waitFor(patience)
    await uwe.page.getByText(`Die Partnerschaft mit ${nord.name} ist beendet`).waitFor(patience)
    await message(ida, 'Wir sind da.').waitFor()
    await message(uwe, 'Willkommen.').waitFor()
  })
})
