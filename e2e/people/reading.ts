import type { Locator, Page } from 'playwright-core'

/** What was said in the open conversation. */
const logOf = (page: Page): Locator => page.getByRole('log')

/** The first message that is whole in view, and how far below the upper edge it stands. */
export type ReadAt = { key: string; top: number }

const readAt = (log: Element): ReadAt => {
  const edge = log.getBoundingClientRect().top
  const row = [...log.querySelectorAll<HTMLElement>('article[data-key]')].find(
    (one) => one.getBoundingClientRect().top >= edge,
  )
  return { key: row?.dataset['key'] ?? '', top: (row?.getBoundingClientRect().top ?? Number.NaN) - edge }
}

export const placeOf = (page: Page): Promise<ReadAt> => logOf(page).evaluate(readAt)

/** How far a message has moved on the screen since somebody looked. */
export const movedSince = async (page: Page, { key, top }: ReadAt): Promise<number> =>
  logOf(page).evaluate(
    (log, [wanted, before]) => {
      const row = log.querySelector<HTMLElement>(`article[data-key="${CSS.escape(wanted)}"]`)
      return (row?.getBoundingClientRect().top ?? Number.NaN) - log.getBoundingClientRect().top - before
    },
    [key, top] as const,
  )

/** Nothing moves and nothing is loaded any more. */
export const untilStill = (page: Page): Promise<void> =>
  logOf(page).evaluate(
    (log) =>
      new Promise<void>((resolve) => {
        let [last, still] = ['', 0]
        const look = () => {
          const now = `${log.scrollTop} ${log.scrollHeight} ${log.querySelectorAll('article').length}`
          const isLoading = [...log.querySelectorAll('[role="status"]')].length > 0
          still = now === last && !isLoading ? still + 1 : 0
          last = now
          if (still < 6) requestAnimationFrame(look)
          else resolve()
        }
        look()
      }),
  )

export const pointAtLog = async (page: Page): Promise<void> => {
  const box = await logOf(page).boundingBox()
  if (!box) throw new Error('no conversation is open')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
}

/** How many rows are drawn. */
export const drawnRows = (page: Page): Promise<number> => logOf(page).getByRole('article').count()
