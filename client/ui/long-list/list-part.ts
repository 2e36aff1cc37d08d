/** Which entries of a long list are drawn: those from `from` up to `to`, which is not among them. */
export type ListPart = { from: number; to: number }

const page = 60
/** However far somebody scrolls at a stretch, what is far behind is drawn no longer. */
const mostDrawn = 4 * page

export const firstPart: ListPart = { from: 0, to: page }

const grown = (index: number, { from, to }: ListPart): ListPart => {
  if (index >= to) return { from: Math.max(from, to + page - mostDrawn), to: to + page }
  if (index >= from) return { from, to }
  const first = Math.max(0, from - page)
  return { from: first, to: Math.min(to, first + mostDrawn) }
}

/** With the entry at `index`: what is near it stays drawn, far away another part begins. */
export const partWith = (index: number, part: ListPart, total: number): ListPart => {
  if (index >= part.from - page && index < part.to + page) return grown(index, part)
  const from = Math.max(0, Math.min(index - page / 2, total - page))
  return { from, to: from + page }
}

/** Where a key leads from the entry at `index`; null for a key that leads nowhere. */
export const placeByKey = (key: string, index: number, total: number, inView: number): number | null => {
  const last = total - 1
  const places: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + inView,
    PageUp: index - inView,
    Home: 0,
    End: last,
  }
  const place = places[key]
  return place === undefined ? null : Math.max(0, Math.min(place, last))
}
