import type { Browser, Locator, Page } from 'playwright-core'
import { openDevice } from '../browser.ts'
import { type Person, signInAgain } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const entries = 'a[href^="/messages/"]'
const messages = '[role="log"] article'
const comingMs = 600_000

/** One who has so many rooms; what a colleague wrote last can be decrypted with the recovery key. */
export type MeasuredAccount = {
  size: number
  person: Pick<Person, 'clinic' | 'account'>
  recoveryKey: string
  /** Name of the newest conversation, and its last words. */
  conversation: string
  lastWords: string
}

export const untilWhole = async (page: Page): Promise<void> => {
  await page.locator(entries).first().waitFor({ timeout: comingMs })
  await page.getByText('Ältere Konversationen werden geladen').waitFor({ state: 'detached', timeout: comingMs })
}

const startOf = (page: Page) => page.evaluate(() => performance.timeOrigin)

/**
 * New devices: from "Anmelden" to the newest conversation in the list, and to its last words, decrypted. Then, with
 * every room there, the same device opened once more.
 */
export const measureAccount = async (
  browser: Browser,
  { size, person, recoveryKey, conversation, lastWords }: MeasuredAccount,
  samples: number,
): Promise<Figure[]> => {
  const times: Record<'signin' | 'first_read' | 'whole' | 'warmstart', number[]> = {
    signin: [],
    first_read: [],
    whole: [],
    warmstart: [],
  }
  for (let sample = 0; sample < samples; sample += 1) {
    await using context = await openDevice(browser)
    const page = await context.newPage()
    await page.goto(person.clinic.url, { waitUntil: 'networkidle' })
    const [pressed, listed] = await Promise.all([
      whenDone(page, 'click'),
      whenShown(page, entries, conversation),
      signInAgain({ page, account: person.account }, recoveryKey),
    ])
    times.signin.push(listed - pressed)
    const [read] = await Promise.all([
      whenShown(page, messages, lastWords),
      page.locator(entries).filter({ hasText: conversation }).first().click(),
    ])
    times.first_read.push(read - pressed)
    if (sample > 0) continue
    await untilWhole(page)
    times.whole.push((await startOf(page)) + (await page.evaluate(() => performance.now())) - pressed)
    await page.goto(`${person.clinic.url}/messages`)
    for (let start = 0; start < Math.max(3, samples); start += 1) {
      await untilWhole(page)
      // What came is on the disk, and nothing of the last start is under way.
      await page.waitForTimeout(8_000)
      await page.reload({ waitUntil: 'commit' })
      const shown = await whenShown(page, entries, conversation)
      times.warmstart.push(shown - (await startOf(page)))
    }
  }
  return Object.entries(times).map(([name, measured]) => figure(`messaging.${name}.${size}`, 'ms', measured))
}

const opened = 'article:has(h1):has([role="log"] article)'

/** From the click on one of two conversations, in which something was said, to its messages on the screen. */
export const measureRoomSwitch = async (page: Page, samples: number, saying: readonly string[]): Promise<Figure> => {
  const conversations: { entry: Locator; name: string }[] = []
  for (const words of saying) {
    const entry = page.locator(entries).filter({ hasText: words }).first()
    await entry.click()
    await page.locator(opened).filter({ hasText: words }).waitFor()
    conversations.push({ entry, name: (await page.locator(opened).locator('h1').textContent()) ?? '' })
  }
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const conversation = conversations[sample % conversations.length]
    if (!conversation) throw new Error('nothing to switch between')
    const { entry, name } = conversation
    const [pressed, shown] = await Promise.all([whenDone(page, 'click'), whenShown(page, opened, name), entry.click()])
    times.push(shown - pressed)
  }
  return figure('messaging.room_switch', 'ms', times)
}
