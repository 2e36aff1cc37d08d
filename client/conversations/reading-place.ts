import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** So near the end counts as being there. */
const endPx = 40
/** So near the start, more is fetched, before somebody gets there. */
const startPx = 900

export type ReadingPlace = {
  /** Whether the newest is in view; then it stays so. */
  isAtEnd: Accessor<boolean>
  /** Gives the scrolling box and the list of rows in it. */
  attach(box: HTMLElement, list: HTMLElement): void
  toEnd(): void
  /** Fetches more if the start is near; for when what was fetched had nothing to show. */
  look(): void
  /** Puts a row near the upper edge. */
  toRow(row: HTMLElement): void
}

/**
 * Where somebody is reading, in a list that grows at both ends: at the end it follows, elsewhere the row at the upper
 * edge stays where it is. The browser's own anchoring does nothing at the very top, and is turned off.
 */
export const createReadingPlace = (onNearStart: () => void): ReadingPlace => {
  const [isAtEnd, setAtEnd] = createSignal(true)
  let box: HTMLElement | null = null
  let list: HTMLElement | null = null
  let anchor: { row: HTMLElement; top: number } | null = null

  /** The first row that reaches below the upper edge; rows lie one below the other, so half of them can be skipped. */
  const rowAtEdge = (edge: number): HTMLElement | null => {
    const rows = list?.children
    if (!rows) return null
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle] as HTMLElement
      if (row.offsetTop + row.offsetHeight > edge) high = middle
      else low = middle + 1
    }
    return (rows[low] as HTMLElement | undefined) ?? null
  }

  const remember = () => {
    if (!box) return
    const row = rowAtEdge(box.scrollTop)
    anchor = row && { row, top: row.offsetTop - box.scrollTop }
    if (box.clientHeight > 0 && box.scrollTop < startPx) onNearStart()
  }

  const onScroll = () => {
    if (!box || box.clientHeight === 0) return
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < endPx)
    remember()
  }

  /** Heights have changed: of rows, of their number, or of the box. */
  const restore = () => {
    if (!box || box.clientHeight === 0) return
    if (isAtEnd()) box.scrollTop = box.scrollHeight
    else if (anchor?.row.isConnected) box.scrollTop += anchor.row.offsetTop - box.scrollTop - anchor.top
    remember()
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
    look: remember,
    toRow(row) {
      if (!box) return
      setAtEnd(false)
      box.scrollTop = Math.max(0, row.offsetTop - endPx)
      onScroll()
    },
  }
}
