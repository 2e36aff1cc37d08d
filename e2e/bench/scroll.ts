import type { Page } from 'playwright-core'
import { type Figure, figure } from './figures.ts'

export const longFrameMs = 50

/** How long each frame of the page took, over a time. */
export const noteFrames = (page: Page, forMs: number): Promise<number[]> =>
  page.evaluate(
    (until) =>
      new Promise<number[]>((resolve) => {
        const took: number[] = []
        const begun = performance.now()
        let last = begun
        const note = (now: number) => {
          took.push(now - last)
          last = now
          if (now - begun < until) requestAnimationFrame(note)
          else resolve(took.slice(1))
        }
        requestAnimationFrame(note)
      }),
    forMs,
  )

/** Scrolls back through a long conversation as fast as a hand does, and notes how long each frame took. */
export const measureScroll = async (page: Page, seconds: number): Promise<Figure[]> => {
  const log = page.getByRole('log')
  await log.getByRole('article').last().waitFor()
  const box = await log.boundingBox()
  if (!box) throw new Error('nothing to scroll')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const frames = noteFrames(page, seconds * 1000)
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    await page.mouse.wheel(0, -900)
    await page.waitForTimeout(60)
  }
  const took = await frames
  return [
    figure('messaging.scroll.long_frames', 'frames', [took.filter((ms) => ms > longFrameMs).length]),
    figure('messaging.scroll.frame', 'ms', took),
  ]
}
