import { type Accessor, createComputed, createEffect, createMemo, createSignal, on } from 'solid-js'
import { firstPart, partWith, placeByKey } from './list-part.ts'

export type ListWindow<Id extends string> = {
  /** The entries that are drawn, in order. */
  drawn: Accessor<Id[]>
  /** Those before and after them. */
  before: Accessor<number>
  after: Accessor<number>
  attach(list: HTMLElement): void
  /** Draws this entry and what is around it. */
  reach(index: number): void
  toStart(): void
  onKey(event: KeyboardEvent): void
}

const scrollerOf = (element: HTMLElement): HTMLElement => {
  for (let around = element.parentElement; around; around = around.parentElement)
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around
  return document.documentElement
}

/** Draws a part of thousands of entries, whatever is reached by scrolling or by keys, and keeps the focus in it. */
export const createListWindow = <Id extends string>(order: Accessor<readonly Id[]>): ListWindow<Id> => {
  const [wanted, setWanted] = createSignal(firstPart)
  let list: HTMLElement | undefined

  const part = createMemo(() => (wanted().from < order().length ? wanted() : firstPart))
  const reach = (index: number) => setWanted(partWith(index, part(), order().length))

  const focused = () => (list?.contains(document.activeElement) ? document.activeElement?.closest('li') : null) ?? null
  const placeOf = (entry: Element) => Number(entry.ariaPosInSet) - 1
  const focusAt = (index: number, options?: FocusOptions) =>
    list?.querySelector<HTMLElement>(`[aria-posinset="${index + 1}"] a`)?.focus(options)

  // An entry that moves loses the focus, and one that is drawn no longer is gone with it.
  let lost: { id: Id | undefined; place: number } | null = null
  createComputed(
    on(order, (_, before) => {
      const entry = focused()
      lost = entry && { id: before?.[placeOf(entry)], place: placeOf(entry) }
    }),
  )
  createEffect(
    on(order, (now) => {
      if (!lost || focused()) return
      const at = lost.id ? now.indexOf(lost.id) : -1
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
      const inView = Math.floor((list ? scrollerOf(list).clientHeight : 0) / entry.offsetHeight) - 1
      const place = placeByKey(event.key, placeOf(entry), order().length, Math.max(1, inView))
      if (place === null) return
      event.preventDefault()
      reach(place)
      focusAt(place)
    },
  }
}
