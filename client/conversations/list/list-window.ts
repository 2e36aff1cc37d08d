import { type Accessor, createComputed, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { firstPart, partWith, placeByKey } from './list-part.ts'

export type ListWindow = {
  /** The conversations that are drawn, in order. */
  drawn: Accessor<RoomId[]>
  /** Those before and after them. */
  before: Accessor<number>
  after: Accessor<number>
  attach(list: HTMLElement): void
  /** Draws this entry and what is around it. */
  reach(index: number): void
  toStart(): void
  onKey(event: KeyboardEvent): void
}

/** Draws a part of thousands of conversations, whatever is reached by scrolling or by keys, and keeps the focus in it. */
export const createListWindow = (order: Accessor<readonly RoomId[]>): ListWindow => {
  const [wanted, setWanted] = createSignal(firstPart)
  let list: HTMLElement | undefined

  const part = createMemo(() => (wanted().from < order().length ? wanted() : firstPart))
  const reach = (index: number) => setWanted(partWith(index, part(), order().length))

  const focused = () => (list?.contains(document.activeElement) ? document.activeElement?.closest('li') : null) ?? null
  const placeOf = (entry: Element) => Number(entry.ariaPosInSet) - 1
  const focusAt = (index: number, options?: FocusOptions) =>
    list?.querySelector<HTMLElement>(`[aria-posinset="${index + 1}"] a`)?.focus(options)

  // An entry that moves loses the focus, and one that is drawn no longer is gone with it.
  let lost: { roomId: RoomId | undefined; place: number } | null = null
  createComputed(
    on(order, (_, before) => {
      const entry = focused()
      lost = entry && { roomId: before?.[placeOf(entry)], place: placeOf(entry) }
    }),
  )
  createEffect(
    on(order, (now) => {
      if (!lost || focused()) return
      const at = lost.roomId ? now.indexOf(lost.roomId) : -1
      const { from, to } = part()
      const isDrawn = at >= from && at < to
      focusAt(isDrawn ? at : Math.min(lost.place, now.length - 1), { preventScroll: true })
    }),
  )

  return {
    drawn: () => order().slice(part().from, part().to),
    before: () => part().from,
    after: () => Math.max(0, order().length - part().to),
    attach(theList) {
      list = theList
    },
    reach,
    toStart: () => setWanted(firstPart),
    onKey(event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const entry = focused()
      if (!entry || !(event.target instanceof HTMLAnchorElement)) return
      const inView = Math.floor((list?.parentElement?.clientHeight ?? 0) / entry.offsetHeight) - 1
      const place = placeByKey(event.key, placeOf(entry), order().length, Math.max(1, inView))
      if (place === null) return
      event.preventDefault()
      reach(place)
      focusAt(place)
    },
  }
}
