/**
 * Which rows of a long list are drawn: so many, up to the one with this key. Null: up to the newest, whatever comes.
 * Earlier and later rows come and go without moving it.
 */
export type RowWindow = { last: string | null; drawn: number }

type Keyed = { key: string }

const page = 120
const most = 3 * page

export const newestRows: RowWindow = { last: null, drawn: page }

/** Where the drawn rows end; what is not there any more gives way to the newest before it that is. */
const endOf = (rows: readonly Keyed[], { last }: RowWindow, before: readonly Keyed[]): number => {
  if (last === null) return rows.length
  const there = rows.findLastIndex(({ key }) => key === last)
  if (there !== -1) return there + 1
  const places = new Map(rows.map(({ key }, at) => [key, at]))
  const next = before.findLast(({ key }) => places.has(key))
  return next ? (places.get(next.key) ?? 0) + 1 : rows.length
}

/** `before`: what was drawn until now. */
export const rowsIn = <T extends Keyed>(rows: readonly T[], window: RowWindow, before: readonly T[] = []): T[] => {
  const end = endOf(rows, window, before)
  return rows.slice(Math.max(0, end - window.drawn), end)
}

/** The same, held at the row that is the last one now, also when others come after it. */
export const heldAt = (window: RowWindow, rows: readonly Keyed[]): RowWindow => ({
  ...window,
  last: window.last ?? rows.at(-1)?.key ?? null,
})

/** Further back; null when everything earlier is drawn already. */
export const further = (window: RowWindow, rows: readonly Keyed[]): RowWindow | null => {
  const { last, drawn } = window
  const end = endOf(rows, window, [])
  if (end - drawn <= 0) return null
  return drawn < most ? { last, drawn: drawn + page } : { last: rows[end - page - 1]?.key ?? null, drawn }
}

/** Towards the newest, with the same rows before that as long as they are not too many. */
export const nearer = (window: RowWindow, rows: readonly Keyed[]): RowWindow => {
  const end = Math.min(rows.length, endOf(rows, window, []) + page)
  const drawn = Math.min(most, window.drawn + page)
  return { last: end === rows.length ? null : (rows[end - 1]?.key ?? null), drawn }
}

/** With one row in the middle. */
export const rowsAround = (index: number, rows: readonly Keyed[]): RowWindow => ({
  last: rows[index + page / 2 - 1]?.key ?? null,
  drawn: page,
})
