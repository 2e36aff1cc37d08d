/** Days as a date field of the browser writes them, where the person is. */

const two = (n: number) => String(n).padStart(2, '0')

export const dayOf = (ms: number): string => {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Null for a day that is not written out yet. */
const dateOf = (day: string, later: number): number | null => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later).getTime() : null
}

export const startOfDay = (day: string): number | null => dateOf(day, 0)

/** Also where clocks are changed on that day. */
export const dayAfter = (day: string): number | null => dateOf(day, 1)
