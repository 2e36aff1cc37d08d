import type { Page } from 'playwright-core'

/**
 * Both ends of what is measured are noted by the pages themselves, so that driving them is no part of it. All pages
 * are on one machine: their clocks are one.
 */

const usualLimitMs = 60_000

const within = async (what: string, seen: Promise<number>, limitMs = usualLimitMs): Promise<number> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} was not seen within ${limitMs / 1000} s`)), limitMs)
  })
  return Promise.race([seen, late]).finally(() => clearTimeout(timer))
}

/** When the next event of this type reaches the page. */
export const whenDone = (page: Page, type: 'click' | 'keydown' | 'change' | 'pointermove'): Promise<number> =>
  within(
    type,
    page.evaluate(
      (awaited) =>
        new Promise<number>((resolve) => {
          const note = (event: Event) => resolve(performance.timeOrigin + event.timeStamp)
          document.addEventListener(awaited, note, { capture: true, once: true })
        }),
      type,
    ),
  )

/** When an element of this selector that contains the text is painted. */
export const whenShown = (page: Page, selector: string, text: string, limitMs?: number): Promise<number> =>
  within(
    text || selector,
    page.evaluate(
      ([wanted, words]) =>
        new Promise<number>((resolve) => {
          const isThere = () =>
            [...document.querySelectorAll(wanted)].some((element) => element.textContent?.includes(words))
          const note = () => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
          if (isThere()) return void note()
          const observer = new MutationObserver(() => {
            if (!isThere()) return
            observer.disconnect()
            note()
          })
          observer.observe(document, { childList: true, subtree: true, characterData: true })
        }),
      [selector, text] as const,
    ),
    limitMs,
  )

/** When a decoded frame of the video with this name is given to the screen. */
export const whenFrame = (page: Page, label: string): Promise<number> =>
  within(
    label,
    page.evaluate(
      (name) =>
        new Promise<number>((resolve) => {
          let watched: HTMLVideoElement | null = null
          let isSeen = false
          const look = () => {
            // The element may be exchanged before it showed anything.
            const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`)
            if (video && video !== watched)
              video.requestVideoFrameCallback((now) => {
                isSeen = true
                resolve(performance.timeOrigin + now)
              })
            watched = video
            if (!isSeen) requestAnimationFrame(look)
          }
          look()
        }),
      label,
    ),
  )
