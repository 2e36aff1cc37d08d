import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { edit, quoteIn, replyTo } from '../people/message-actions.ts'
import { message, say } from '../people/messages.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Verlauf')
}, 120_000)
afterAll(async () => {
  await pair[Symbol.asyncDispose]()
  await browser.close()
})

test('an answer shows at the other clinic what it answers, and leads there', async () => {
  const { ida, emil } = pair
  await story('reply', [ida, emil], async () => {
    await say(ida, 'Welche Dosis Heparin?')
    await message(emil, 'Welche Dosis').waitFor()
    await replyTo(emil, 'Welche Dosis', 'Fünftausend Einheiten.')
    await message(ida, 'Fünftausend').waitFor()
    expect(await quoteIn(ida, 'Fünftausend').textContent()).toBe(`${ida.name}Welche Dosis Heparin?`)
    await quoteIn(ida, 'Fünftausend').click()
    await expect.poll(() => ida.page.evaluate(() => document.activeElement?.textContent)).toContain('Welche Dosis')
  })
})

test('an edit replaces the text at the other clinic, also after a reload', async () => {
  const { ida, emil } = pair
  await story('edit', [ida, emil], async () => {
    await say(ida, 'Kalium 3,1')
    await message(emil, 'Kalium 3,1').waitFor()
    await edit(ida, 'Kalium 3,1', 'Kalium 4,1')
    await message(emil, 'Kalium 4,1').getByText('bearbeitet').waitFor()
    expect(await message(emil, 'Kalium 3,1').count()).toBe(0)
    await emil.page.reload()
    await message(emil, 'Kalium 4,1').getByText('bearbeitet').waitFor()
    expect(await message(emil, 'Kalium 3,1').count()).toBe(0)
  })
})

test('by keyboard alone one goes to a message and answers it', async () => {
  const { ida, emil } = pair
  await story('keyboard', [ida, emil], async () => {
    await say(ida, 'Nur Tastatur')
    await message(emil, 'Nur Tastatur').waitFor()
    await emil.page.getByRole('log').focus()
    await emil.page.keyboard.press('ArrowUp')
    await emil.page.keyboard.press('r')
    await emil.page.getByRole('region', { name: `Antwort an ${ida.name}` }).waitFor()
    await expect.poll(() => emil.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await emil.page.keyboard.type('Gelesen')
    await emil.page.keyboard.press('Enter')
    await quoteIn(ida, 'Gelesen').waitFor()
  })
})
