import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openDevice } from '../browser.ts'
import { type Person, signInAgain } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

/** Bytes that have come over the line, as they came: compressed, with headers. */
export const countBytes = async (context: BrowserContext, page: Page): Promise<() => number> => {
  const devtools = await context.newCDPSession(page)
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  return () => bytes
}

const entries = 'a[href^="/messages/"]'

/**
 * New devices of somebody who has conversations: from "Anmelden" to the first of them in the list, with the recovery
 * key typed by a machine in between. Then the same device opened once more.
 */
export const measureSignIn = async (
  browser: Browser,
  { clinic, account }: Pick<Person, 'clinic' | 'account'>,
  known: { recoveryKey: string; conversation: string },
  samples: number,
): Promise<Figure[]> => {
  const times: number[] = []
  const again: number[] = []
  const signInBytes: number[] = []
  const firstRoomBytes: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    await using context = await openDevice(browser)
    const page = await context.newPage()
    const bytes = await countBytes(context, page)
    await page.goto(clinic.url, { waitUntil: 'networkidle' })
    signInBytes.push(bytes())
    const [pressed, shown] = await Promise.all([
      whenDone(page, 'click'),
      whenShown(page, entries, known.conversation).then((at) => {
        firstRoomBytes.push(bytes())
        return at
      }),
      signInAgain({ page, account }, known.recoveryKey),
    ])
    times.push(shown - pressed)
    await page.reload({ waitUntil: 'commit' })
    const opened = await whenShown(page, entries, known.conversation)
    again.push(opened - (await page.evaluate(() => performance.timeOrigin)))
  }
  return [
    figure('slice.signin', 'ms', times),
    figure('slice.open_again', 'ms', again),
    figure('slice.bytes_signin', 'bytes', signInBytes),
    figure('slice.bytes_first_room', 'bytes', firstRoomBytes),
  ]
}
