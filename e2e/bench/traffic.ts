import type { Page } from 'playwright-core'
import type { RoomId } from '#shared/matrix/ids.ts'
import { say } from '../services/matrix-api.ts'
import type { Somebody } from '../services/somebody.ts'
import { type Figure, figure } from './figures.ts'

const mega = 1_000_000

/** What JavaScript holds on to, after what nobody needs any more is gone. */
export const heapOf = async (page: Page): Promise<number> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize
}

/** An hour of a busy department, as fast as the homeserver takes it, while somebody looks now here, now there. */
export const measureTraffic = async (
  page: Page,
  { talking, rooms, messages }: { talking: Somebody; rooms: readonly RoomId[]; messages: number },
): Promise<Figure[]> => {
  const before = await heapOf(page)
  const entries = page.locator('a[href^="/messages/"]')
  const looks = 20
  for (let look = 0; look < looks; look += 1) {
    await Promise.all(
      Array.from({ length: messages / looks }, (_, at) =>
        say(talking, rooms[at % rooms.length] as RoomId, `Meldung ${look * (messages / looks) + at + 1}`),
      ),
    )
    await entries.nth(look % 2).click()
  }
  await page.waitForTimeout(3_000)
  const after = await heapOf(page)
  return [
    figure('messaging.heap_mb', 'MB', [after / mega]),
    figure('messaging.heap_grown_mb', 'MB', [(after - before) / mega]),
  ]
}
