import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { message } from '../people/messages.ts'
import { openPerson, type Person, signInFirst } from '../people/person.ts'
import { drawnRows, movedSince, placeOf, pointAtLog, untilStill } from '../people/reading.ts'
import { story } from '../people/story.ts'
import { addDeepRoom } from '../services/large-account.ts'
import { askMatrix, pathOf, say } from '../services/matrix-api.ts'
import { signedIn, somebodyAt } from '../services/somebody.ts'

/** More than are held at a time. */
const written = 1_800
const stepPx = 2_400
/** A row that was drawn anew may stand between two pixels. */
const tolerancePx = 1.5

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** Turns the wheel: once everything is still, what is read has moved by that much, or to the edge of what was there. */
const turn = async ({ page }: Person, px: number): Promise<void> => {
  const before = await placeOf(page)
  await page.mouse.wheel(0, px)
  await page.waitForTimeout(30)
  await untilStill(page)
  const moved = (await movedSince(page, before)) * -Math.sign(px)
  expect(moved).toBeGreaterThan(0)
  expect(moved).toBeLessThan(Math.abs(px) + tolerancePx)
}

test('in a long conversation what is read never jumps, few rows are drawn, and the newest are at hand', async () => {
  const { nord } = clinics
  const account = await nord.newPerson({ name: 'Dr. Ada Lang' })
  const [owner, colleague] = [await signedIn(nord, account), await somebodyAt(nord)]
  const room = await addDeepRoom({ owner, colleague }, written)
  await using ada = await openPerson(browser, nord, account)
  const { page } = ada
  await story('reading', [ada], async () => {
    await signInFirst(ada)
    await page.goto(`${nord.url}/messages/${encodeURIComponent(room)}`)
    await message(ada, `Zeile ${written}:`).waitFor()
    await pointAtLog(page)

    // Back, over pages that are fetched in front and rows that are let go behind.
    for (let turned = 0; turned < 200 && !(await message(ada, 'Zeile 5:').count()); turned += 1) {
      await turn(ada, -stepPx)
      expect(await drawnRows(page)).toBeLessThanOrEqual(360)
    }
    await message(ada, 'Zeile 5:').waitFor()

    // And forward again, over what has to be fetched once more.
    for (let turned = 0; turned < 12; turned += 1) await turn(ada, stepPx)

    // What happens around somebody who reads leaves their place alone.
    const still = async (what: string, happens: () => Promise<unknown>) => {
      const before = await placeOf(page)
      await happens()
      await untilStill(page)
      expect(Math.abs(await movedSince(page, before)), what).toBeLessThan(tolerancePx)
    }
    const field = page.getByLabel('Nachricht schreiben')
    await still('a new message', async () => {
      await say(colleague, room, 'Kommt bitte jemand?')
      await page.getByRole('button', { name: 'Neue Nachrichten' }).waitFor()
    })
    await still('a growing field', () => field.fill('Erstens\nZweitens\nDrittens\nViertens'))
    await field.fill('')
    const above = await page.getByRole('log').getByRole('article').nth(2).getAttribute('data-key')
    await still('a row that grows', async () => {
      const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: above, key: '👍' } }
      await askMatrix(colleague, 'PUT', pathOf('rooms', room, 'send', 'm.reaction', 'r1'), content)
      await page.getByRole('log').getByText('👍').first().waitFor({ state: 'attached' })
    })
    await still('a narrower window', () => page.setViewportSize({ width: 900, height: 900 }))
    await page.setViewportSize({ width: 1440, height: 900 })

    // To the end, at once, and from an address to a message that was let go.
    const key = (await placeOf(page)).key
    await page.getByRole('button', { name: 'Neue Nachrichten' }).click()
    await message(ada, 'Kommt bitte jemand?').waitFor()
    await expect.poll(() => message(ada, `Zeile ${written}:`).count()).toBe(1)
    await page.goto(`${nord.url}/messages/${encodeURIComponent(room)}?event=${encodeURIComponent(key)}`)
    await page.locator(`article[data-key="${key}"]`).waitFor()
    await untilStill(page)
    await pointAtLog(page)
    for (let turned = 0; turned < 4; turned += 1) await turn(ada, stepPx)
  })
})
