import type { OnPage } from '#shared/co-reading/view.ts'
import type { Point } from '../gestures.ts'

/** Places on pages, and in the window through which they are seen. */

export const pagesIn = (within: HTMLElement): HTMLElement[] => [...within.querySelectorAll<HTMLElement>('[data-page]')]

export const middleOf = ({ clientWidth, clientHeight }: HTMLElement): Point => ({
  x: clientWidth / 2,
  y: clientHeight / 2,
})

/** The page there, or the nearest; null while nothing is laid out. */
export const onPage = (within: HTMLElement, at: Point): OnPage | null => {
  const { left, top } = within.getBoundingClientRect()
  const found = pagesIn(within)
  const element = found.find((page) => page.getBoundingClientRect().bottom - top > at.y) ?? found.at(-1)
  const page = element?.getBoundingClientRect()
  if (!element || !page || page.height === 0) return null
  return {
    page: Number(element.dataset['page']),
    x: (at.x - (page.left - left)) / page.width,
    y: (at.y - (page.top - top)) / page.height,
  }
}

export const onWindow = (within: HTMLElement, { page, x, y }: OnPage): Point | null => {
  const element = pagesIn(within)[page - 1]
  if (!element) return null
  const { left, top } = within.getBoundingClientRect()
  const at = element.getBoundingClientRect()
  return { x: at.left - left + x * at.width, y: at.top - top + y * at.height }
}

/** As far as the window goes. */
export const bringToMiddle = (within: HTMLElement, place: OnPage): void => {
  const at = onWindow(within, place)
  const middle = middleOf(within)
  if (at) within.scrollBy({ left: at.x - middle.x, top: at.y - middle.y, behavior: 'instant' })
}
