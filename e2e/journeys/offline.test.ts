import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { offlineBanner } from '../people/banners.ts'
import { draftsKept, turnAway } from '../people/browser-storage.ts'
import { act, deleteMessage, edit, reactionAt, reactTo } from '../people/message-actions.ts'
import { markOf, message, say } from '../people/messages.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { keepsApplication, openTabAnew } from '../people/without-network.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Keller')
  await keepsApplication(pair.ida)
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }

test('without a network it opens, shows what was there, and sends once what is written, over a reload and a killed tab', async () => {
  const { ida, emil } = pair
  await story('offline', [ida, emil], async () => {
    await say(emil, 'Vor dem Keller.')
    await message(ida, 'Vor dem Keller.').waitFor(patience)
    await turnAway(ida)
    await ida.context.setOffline(true)
    const begun = Date.now()
    await ida.page.reload()
    await message(ida, 'Vor dem Keller.').waitFor(patience)
    console.log(`opened without a network after ${Date.now() - begun} ms`)
    await offlineBanner(ida).waitFor(patience)
    await ida.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).waitFor()
    await say(ida, 'Aus dem Keller.')
    await markOf(ida, 'Aus dem Keller.', 'waiting').waitFor(patience)
    await ida.page.getByLabel('Nachricht schreiben').fill('Angefangener Satz')
    await draftsKept(ida)
    await openTabAnew(ida)
    await markOf(ida, 'Aus dem Keller.', 'waiting').waitFor(patience)
    await expect.poll(() => ida.page.getByLabel('Nachricht schreiben').inputValue()).toBe('Angefangener Satz')
    await ida.page.reload()
    await markOf(ida, 'Aus dem Keller.', 'waiting').waitFor(patience)
    await ida.context.setOffline(false)
    await message(emil, 'Aus dem Keller.').waitFor(patience)
    await message(ida, 'Vor dem Keller.').waitFor(patience)
    await markOf(ida, 'Aus dem Keller.', 'sent', 'delivered', 'read').waitFor(patience)
    await expect.poll(() => message(emil, 'Aus dem Keller.').count()).toBe(1)
    await expect.poll(() => message(ida, 'Aus dem Keller.').count()).toBe(1)
  })
})

test('what is corrected, answered by a sign and deleted without a network arrives once, in order, when there is one', async () => {
  const { ida, emil } = pair
  await story('offline changes', [ida, emil], async () => {
    for (const text of ['Kalium 3,1', 'Falscher Patient']) {
      await say(ida, text)
      await message(emil, text).waitFor(patience)
      await markOf(ida, text, 'delivered', 'read').waitFor(patience)
    }
    await say(emil, 'Verstanden?')
    await message(ida, 'Verstanden?').waitFor(patience)
    await ida.context.setOffline(true)
    await offlineBanner(ida).waitFor(patience)
    await edit(ida, 'Kalium 3,1', 'Kalium 4,1')
    await message(ida, 'Kalium 4,1').waitFor()
    await edit(ida, 'Kalium 4,1', 'Kalium 5,1')
    await reactTo(ida, 'Verstanden?', 'Daumen hoch')
    await deleteMessage(ida, 'Falscher Patient')
    // What waits can still be taken back.
    await say(ida, 'Doch nicht.')
    await markOf(ida, 'Doch nicht.', 'waiting').waitFor()
    await act(ida, 'Doch nicht.', 'Nicht senden')
    await message(ida, 'Doch nicht.').waitFor({ state: 'detached' })
    await say(ida, 'Und noch ein Satz.')
    await expect.poll(() => message(emil, 'Kalium 3,1').count()).toBe(1)
    await ida.context.setOffline(false)
    await message(emil, 'Und noch ein Satz.').waitFor(patience)
    // Sent in order: what was written last comes after all of it.
    await message(emil, 'Kalium 5,1').getByText('bearbeitet').click()
    const versions = emil.page.getByRole('dialog', { name: 'Fassungen dieser Nachricht' })
    for (const text of ['Kalium 3,1', 'Kalium 4,1', 'Kalium 5,1'])
      await expect.poll(() => versions.getByText(text).count(), { message: text }).toBe(1)
    await emil.page.keyboard.press('Escape')
    await reactionAt(emil, 'Verstanden?', new RegExp(`^👍 von ${ida.name}`)).waitFor()
    await message(emil, `Von ${ida.name} gelöscht`).waitFor()
    await expect.poll(() => emil.page.getByRole('log').getByText('Falscher Patient').count()).toBe(0)
    await expect.poll(() => message(emil, 'Und noch ein Satz.').count()).toBe(1)
    expect(await message(emil, 'Doch nicht.').count()).toBe(0)
  })
})

test('with the homeserver and the service down it opens in a few seconds, on the day of joining too', async () => {
  const { ida } = pair
  const { nord } = clinics
  await Promise.all([nord.part('homeserver', 'stop'), nord.part('service', 'stop')])
  try {
    await story('clinic down', [ida], async () => {
      const begun = Date.now()
      await ida.page.reload()
      await message(ida, 'Guten Tag.').waitFor(patience)
      const tookMs = Date.now() - begun
      console.log(`opened without the clinic after ${tookMs} ms`)
      expect(tookMs).toBeLessThan(10_000)
      await offlineBanner(ida).waitFor(patience)
    })
  } finally {
    await Promise.all([nord.part('homeserver', 'start'), nord.part('service', 'start')])
  }
})
