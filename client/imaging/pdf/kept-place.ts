import type { OnPage } from '#shared/co-reading/view.ts'
import { bringToMiddle, middleOf, onPage } from './page-places.ts'

/**
 * What is read stays at the middle of the window while pages get another size: with the window, the zoom, or once a
 * page has said its own. Browsers keep the upper edge instead, and only where nothing is scrolled at that moment.
 */
export const keepPlace = (scroller: HTMLElement) => {
  let kept: OnPage | null = null
  let size = ''
  const sizeNow = () =>
    [scroller.clientWidth, scroller.clientHeight, scroller.scrollWidth, scroller.scrollHeight].join(' ')
  const isLaidOut = () => scroller.clientWidth > 0 && scroller.clientHeight > 0
  return {
    goTo(place: OnPage): void {
      kept = place
      size = sizeNow()
      bringToMiddle(scroller, place)
    },
    /** Where the size has changed too, the browser has scrolled, and nobody else. */
    onScroll(): void {
      if (isLaidOut() && sizeNow() === size) kept = onPage(scroller, middleOf(scroller))
    },
    onResize(): void {
      if (!isLaidOut()) return
      size = sizeNow()
      if (kept) bringToMiddle(scroller, kept)
    },
  }
}
