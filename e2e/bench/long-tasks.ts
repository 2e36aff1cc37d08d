import type { Page } from 'playwright-core'

/** How long each task of the page took that held up everything else for over 50 ms, over a time. */
export const noteLongTasks = (page: Page, forMs: number): Promise<number[]> =>
  page.evaluate(
    (until) =>
      new Promise<number[]>((resolve) => {
        const took: number[] = []
        const note = (list: PerformanceEntryList) => took.push(...list.map(({ duration }) => duration))
        const observer = new PerformanceObserver((list) => void note(list.getEntries()))
        observer.observe({ type: 'longtask' })
        setTimeout(() => {
          note(observer.takeRecords())
          observer.disconnect()
          resolve(took)
        }, until)
      }),
    forMs,
  )
