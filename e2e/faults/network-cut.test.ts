import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { offlineBanner } from '../people/banners.ts'
import { markOf, message, say } from '../people/messages.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'

let browser: Browser
let pair: Pair
beforeAll(async () => {
  browser = await openBrowser()
  pair = await openPair(browser, await findClinics(), 'Funkloch')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }

test('what is written without network waits, and is sent once and in order when the network is back', async () => {
  const { ida, emil } = pair
  await story('network cut', [ida, emil], async () => {
    await ida.context.setOffline(true)
    await offlineBanner(ida).waitFor(patience)
    await say(emil, 'Während der Stille.')
    for (const text of ['Im Funkloch eins.', 'Im Funkloch zwei.']) {
      await say(ida, text)
      await markOf(ida, text, 'waiting').waitFor(patience)
    }
    expect(await message(ida, 'Während der Stille.').count()).toBe(0)
    await ida.context.setOffline(false)
    await offlineBanner(ida).waitFor({ state: 'detached', ...patience })
    for (const text of ['Im Funkloch eins.', 'Im Funkloch zwei.']) await message(emil, text).waitFor(patience)
    await message(ida, 'Während der Stille.').waitFor(patience)
    const arrived = emil.page.getByRole('log').getByText(/^(Im Funkloch (eins|zwei)|Während der Stille)\.$/)
    await expect
      .poll(() => arrived.allTextContents())
      .toEqual(['Während der Stille.', 'Im Funkloch eins.', 'Im Funkloch zwei.'])
  })
})
