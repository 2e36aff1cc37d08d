import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** So near the end counts as being there. */
const endPx = 40
/** So near an edge, more is drawn or fetched, before somebody gets there. */
const edgePx = 900

export type ReadingPlace = {
  /** Whether the newest is in view; then it stays so. */
  isAtEnd: Accessor<boolean>
  /** Gives the scrolling box and the list of rows in it. */
  attach(box: HTMLElement, list: HTMLElement): void
  toEnd(): void
  /** Somebody is about to be led elsewhere. */
  leaveEnd(): void
  /** Puts a row near the upper edge. */
  toRow(row: HTMLElement): void
  /** Asks for more if an edge is near; for when what was fetched had nothing to show. */
  look(): void
}

type Edges = {
  onNearStart(): void
  onNearEnd(): void
  /** Whether the last row that is drawn is the newest there is. */
  hasNewest: Accessor<boolean>
}

/**
 * Where somebody is reading, in a list that grows at both ends: at the end it follows, elsewhere what is read stays
 * where it is. The browser's own CSS Scroll Anchoring does nothing at the very top, and must be off in the box.
 */
export const createReadingPlace = ({ onNearStart, onNearEnd, hasNewest }: Edges): ReadingPlace => {
  const [isAtEnd, setAtEnd] = createSignal(true)
  let box: HTMLElement | null = null
  let list: HTMLElement | null = null
  let lastTop = 0
  let anchor: { row: HTMLElement; offset: number } | null = null

  const leftBelow = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight

  /**
   * The first message that begins in view, or the one that fills it: a day's line moves up when more of that day comes.
   * Rows lie one below the other, so half of them can be skipped.
   */
  const rowInView = (edge: number, bottom: number): HTMLElement | null => {
    const rows = list?.children
    if (!rows) return null
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle] as HTMLElement
      if (row.offsetTop >= edge) high = middle
      else low = middle + 1
    }
    let row = rows[low] ?? null
    while (row && !row.hasAttribute('data-key')) row = row.nextElementSibling
    const first = row as HTMLElement | null
    const before = (rows[low - 1] ?? null) as HTMLElement | null
    return first && first.offsetTop < bottom ? first : (before ?? first)
  }

  const look = () => {
    if (!box || box.clientHeight === 0) return
    lastTop = box.scrollTop
    const row = rowInView(lastTop, lastTop + box.clientHeight)
    anchor = row && { row, offset: row.offsetTop }
    if (lastTop < edgePx) onNearStart()
    if (leftBelow(box) < edgePx && !hasNewest()) onNearEnd()
  }

  /** Heights or the number of rows may have changed, which alone must not move what is read. */
  const restore = () => {
    if (!box || box.clientHeight === 0) return
    if (isAtEnd()) box.scrollTop = box.scrollHeight
    else if (anchor?.row.isConnected) {
      const shift = anchor.row.offsetTop - anchor.offset
      if (shift !== 0) box.scrollTop += shift
    }
    look()
  }

  const onScroll = () => {
    if (!box || box.clientHeight === 0) return
    // What has grown below is no reason to leave the end; only going up is.
    if (leftBelow(box) < endPx && hasNewest()) setAtEnd(true)
    else if (box.scrollTop < lastTop) setAtEnd(false)
    // Rows may have come since the last look, before their heights are reported.
    restore()
  }

  return {
    isAtEnd,
    attach(theBox, theList) {
      box = theBox
      list = theList
      const sizes = new ResizeObserver(restore)
      sizes.observe(theBox)
      sizes.observe(theList)
      theBox.addEventListener('scroll', onScroll, { passive: true })
      onCleanup(() => {
        sizes.disconnect()
        theBox.removeEventListener('scroll', onScroll)
      })
    },
    toEnd() {
      setAtEnd(true)
      restore()
    },
    leaveEnd: () => setAtEnd(false),
    toRow(row) {
      if (!box) return
      setAtEnd(false)
      box.scrollTop = Math.max(0, row.offsetTop - endPx)
      look()
    },
    look: restore,
  }
}
