/** The day that a moment belongs to in a zone, as `2026-11-29`. */
export const dayIn = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at) => format.format(at)
}

const hourMs = 60 * 60_000

/** The last days of a zone, the one of `now` last; by the calendar, since some have 23 or 25 hours. */
export const lastDays = (timeZone: string, now: number, howMany: number): string[] => {
  const dayOf = dayIn(timeZone)
  const days = [dayOf(now)]
  for (let at = now; days.length < howMany; at -= 12 * hourMs) {
    const day = dayOf(at)
    if (day !== days[0]) days.unshift(day)
  }
  return days
}
