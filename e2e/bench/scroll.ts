import type { Browser, Page } from 'playwright-core'
import { openDevice } from '../browser.ts'
import { type Figure, figure, ratio } from './figures.ts'
import { heapOf } from './traffic.ts'

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

/** Turns the wheel as fast as a hand does, and notes how long each frame took. */
const turnWheel = async (page: Page, seconds: number): Promise<number[]> => {
  const frames = noteFrames(page, seconds * 1000)
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    await page.mouse.wheel(0, -900)
    await page.waitForTimeout(60)
  }
  return frames
}

const longIn = (frames: readonly number[]) => frames.filter((ms) => ms > longFrameMs).length

/** A page with nothing but so much text: what this machine's browser takes at least. */
const scrollPlainText = async (page: Page, seconds: number): Promise<number[]> => {
  await using context = await openDevice(page.context().browser() as Browser)
  const plain = await context.newPage()
  await plain.setContent(`<title>Text</title>${'<p>Befund unauffällig.</p>'.repeat(20_000)}`)
  await plain.mouse.move(400, 400)
  await plain.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  return await turnWheel(plain, seconds)
}

/** Scrolls back through a long conversation. What it holds may grow at first, up to what is held at a time. */
export const measureScroll = async (page: Page, seconds: number): Promise<Figure[]> => {
  const log = page.getByRole('log')
  await log.getByRole('article').last().waitFor()
  const box = await log.boundingBox()
  if (!box) throw new Error('nothing to scroll')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const first = await turnWheel(page, seconds / 4)
  const before = await heapOf(page)
  const rest = await turnWheel(page, (seconds * 3) / 4)
  const after = await heapOf(page)
  const oldest = /Zeile (\d+)/.exec((await log.getByRole('article').first().textContent()) ?? '')?.[1]
  const frames = [...first, ...rest]
  const plain = figure('messaging.scroll.frame.plain', 'ms', await scrollPlainText(page, seconds / 4))
  const ours = figure('messaging.scroll.frame', 'ms', frames)
  return [
    figure('messaging.scroll.long_frames', 'frames', [longIn(frames)]),
    ours,
    plain,
    ratio('messaging.scroll.frame.vs_plain', ours, plain),
    figure('messaging.scroll.oldest_line', 'messages', [Number(oldest)]),
    figure('messaging.scroll.heap_mb', 'MB', [before / 1e6]),
    figure('messaging.scroll.heap_grown_mb', 'MB', [(after - before) / 1e6]),
  ]
}
