import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { offlineBanner } from '../people/banners.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, markOf, message, openConversationWith, say } from '../people/messages.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { saidInEnglish } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Serverlos')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }

test('what is written while the own homeserver is dead waits, visibly, and arrives once and in order', async () => {
  const { ida, emil } = pair
  await story('own homeserver killed', [ida, emil], async () => {
    await clinics.nord.part('homeserver', 'kill')
    try {
      await offlineBanner(ida).waitFor(patience)
      await saidInEnglish(ida, 'What you see may be old. What you write is sent as soon as the connection is back.')
      for (const text of ['Ohne Server eins.', 'Ohne Server zwei.']) {
        await say(ida, text)
        await markOf(ida, text, 'waiting').waitFor(patience)
      }
    } finally {
      await clinics.nord.part('homeserver', 'start')
    }
    await offlineBanner(ida).waitFor({ state: 'detached', ...patience })
    for (const text of ['Ohne Server eins.', 'Ohne Server zwei.']) {
      await message(emil, text).waitFor(patience)
      await markOf(ida, text, 'delivered', 'read').waitFor(patience)
    }
    const arrived = emil.page.getByRole('log').getByText(/^Ohne Server (eins|zwei)\.$/)
    await expect.poll(() => arrived.allTextContents()).toEqual(['Ohne Server eins.', 'Ohne Server zwei.'])
    const written = ida.page.getByRole('log').getByText(/^Ohne Server (eins|zwei)\.$/)
    await expect.poll(() => written.allTextContents()).toEqual(['Ohne Server eins.', 'Ohne Server zwei.'])
  })
})

test('while the homeserver of the partner is dead a message is sent but not delivered, and arrives later, once', async () => {
  const { ida, emil } = pair
  await story('partner homeserver killed', [ida, emil], async () => {
    await clinics.sued.part('homeserver', 'kill')
    try {
      await say(ida, 'Ist bei Ihnen jemand?')
      await markOf(ida, 'Ist bei Ihnen jemand?', 'sent').waitFor(patience)
      await offlineBanner(emil).waitFor(patience)
      expect(await markOf(ida, 'Ist bei Ihnen jemand?', 'delivered', 'read').count()).toBe(0)
      expect(await message(emil, 'Ist bei Ihnen jemand?').count()).toBe(0)
    } finally {
      await clinics.sued.part('homeserver', 'start')
    }
    await message(emil, 'Ist bei Ihnen jemand?').waitFor(patience)
    await markOf(ida, 'Ist bei Ihnen jemand?', 'delivered', 'read').waitFor(patience)
    await say(ida, 'Gut, dann weiter.')
    await message(emil, 'Gut, dann weiter.').waitFor(patience)
    await expect.poll(() => message(emil, 'Ist bei Ihnen jemand?').count()).toBe(1)
  })
})

test('what is first written to somebody while their homeserver is dead waits, and can be read once it is back', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Erstkontakt')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Erstkontakt')
  await story('first contact', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await openConversationWith(ida, emil.name)
    await acceptInvitationFrom(emil, ida.name)
    await ida.page.getByText(`${emil.name} ist dabei.`).first().waitFor(patience)
    await clinics.sued.part('homeserver', 'kill')
    try {
      await say(ida, 'Noch ohne Schlüssel.')
      await markOf(ida, 'Noch ohne Schlüssel.', 'waiting').waitFor(patience)
      const held = ida.page
        .getByRole('log')
        .getByRole('status')
        .filter({ hasText: 'Klinik der anderen Person antwortet nicht' })
      await held.getByRole('button', { name: 'Verwerfen' }).waitFor(patience)
    } finally {
      await clinics.sued.part('homeserver', 'start')
    }
    // Whoever did not answer is asked again after a while only.
    await message(emil, 'Noch ohne Schlüssel.').waitFor({ timeout: 120_000 })
    await expect.poll(() => message(emil, 'Noch ohne Schlüssel.').count()).toBe(1)
    expect(await emil.page.getByRole('log').getByText('noch nicht lesbar').count()).toBe(0)
  })
})
