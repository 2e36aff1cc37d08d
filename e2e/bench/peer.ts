import type { Browser, Page } from 'playwright-core'
import { openDevice } from '../browser.ts'
import { type Figure, figure } from './figures.ts'
import { countBytes } from './sign-in.ts'
import { heapOf } from './traffic.ts'

/**
 * What every web client of Matrix can be asked, by what a person sees of it: a page with fields for name and password,
 * and after a while the name of a conversation. Nothing here knows whose client it is.
 */

export type PeerAccount = { userId: string; localpart: string; password: string; conversation: string }

const patienceMs = 300_000
const lookEveryMs = 50
/** What clients ask of a new device before they show anything, and let one put off. */
const putOff =
  /^(später|jetzt nicht|überspringen|skip|later|not now|dismiss|verify later|skip verification for now|i'll verify later)$/i

const signInFields = async (page: Page) => {
  const password = page.locator('input[type="password"]').first()
  await password.waitFor({ timeout: patienceMs })
  const name = page.locator('input:visible:not([type="password"]):not([type="checkbox"]):not([type="hidden"])').last()
  return { name, password }
}

const untilListed = async (page: Page, conversation: string): Promise<void> => {
  const entry = page.getByText(conversation).first()
  const until = Date.now() + patienceMs
  while (!(await entry.isVisible())) {
    if (Date.now() > until) throw new Error(`${conversation} was not shown`)
    const later = page.getByRole('button', { name: putOff }).first()
    if (await later.isVisible()) await later.click().catch(() => {})
    await page.waitForTimeout(lookEveryMs)
  }
}

export const measurePeer = async (
  browser: Browser,
  name: string,
  address: string,
  { userId, localpart, password, conversation }: PeerAccount,
  samples: number,
): Promise<Figure[]> => {
  const found: Record<string, number[]> = { load: [], bytes: [], signin: [], warmstart: [], heap_mb: [] }
  const note = (what: string, value: number) => found[what]?.push(value)
  for (let sample = 0; sample < samples; sample += 1) {
    await using context = await openDevice(browser)
    const page = await context.newPage()
    const bytes = await countBytes(context, page)
    let from = performance.now()
    await page.goto(address)
    const fields = await signInFields(page)
    note('load', performance.now() - from)
    note('bytes', bytes())
    // Ours takes the name alone; others may need to hear of which homeserver.
    await fields.name.fill(address.includes(encodeURIComponent(userId)) ? userId : localpart)
    await fields.password.fill(password)
    from = performance.now()
    await fields.password.press('Enter')
    await untilListed(page, conversation)
    note('signin', performance.now() - from)
    await page.waitForTimeout(15_000)
    from = performance.now()
    await page.reload({ waitUntil: 'commit' })
    await untilListed(page, conversation)
    note('warmstart', performance.now() - from)
    note('heap_mb', (await heapOf(page)) / 1_000_000)
  }
  const units: Record<string, string> = { bytes: 'bytes', heap_mb: 'MB' }
  return Object.entries(found).map(([what, values]) =>
    figure(`messaging.peer.${name}.${what}`, units[what] ?? 'ms', values),
  )
}
