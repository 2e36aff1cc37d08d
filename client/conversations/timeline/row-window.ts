/**
 * Which rows of a long list are drawn, counted from its end, so that earlier rows can come without moving it:
 * `hidden` newest ones are left out, and of the rest the last `drawn`.
 */
export type RowWindow = { hidden: number; drawn: number }

const page = 120
const most = 3 * page

export const newestRows: RowWindow = { hidden: 0, drawn: page }

/** Further back; null when everything earlier is drawn already. */
export const further = ({ hidden, drawn }: RowWindow, total: number): RowWindow | null => {
  if (hidden + drawn >= total) return null
  return drawn < most ? { hidden, drawn: drawn + page } : { hidden: hidden + page, drawn }
}

/** With one row in the middle. */
export const rowsAround = (index: number, total: number): RowWindow => ({
  hidden: Math.max(0, total - index - page / 2),
  drawn: page,
})

/** Towards the newest. */
export const nearer = ({ hidden, drawn }: RowWindow): RowWindow => ({ hidden: Math.max(0, hidden - page), drawn })

export const rowsIn = <T>(rows: readonly T[], { hidden, drawn }: RowWindow): T[] => {
  const end = rows.length - hidden
  return rows.slice(Math.max(0, end - drawn), Math.max(0, end))
}
