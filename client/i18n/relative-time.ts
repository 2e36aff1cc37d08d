const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How a moment is said, seen from `now`: in minutes while that helps, then by day and time of day. */
export type Wording =
  | { kind: 'now' }
  | { kind: 'minutes'; minutes: number }
  | { kind: 'day'; days: -1 | 0 | 1 }
  | { kind: 'this-year' }
  | { kind: 'date' }

const startOfDay = (ms: number): number => {
  const day = new Date(ms)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}

/** Whole calendar days from `now` to `ms` here; rounding because a day of a clock change has 23 or 25 hours. */
const daysBetween = (ms: number, now: number): number => Math.round((startOfDay(ms) - startOfDay(now)) / (24 * hourMs))

export const calendarWording = (ms: number, now: number): Exclude<Wording, { kind: 'now' | 'minutes' }> => {
  const days = daysBetween(ms, now)
  if (days === -1 || days === 0 || days === 1) return { kind: 'day', days }
  return new Date(ms).getFullYear() === new Date(now).getFullYear() ? { kind: 'this-year' } : { kind: 'date' }
}

export const wordingOf = (ms: number, now: number): Wording => {
  const awayMs = ms - now
  const minutes = Math.trunc(awayMs / minuteMs)
  if (Math.abs(awayMs) >= hourMs) return calendarWording(ms, now)
  return minutes === 0 ? { kind: 'now' } : { kind: 'minutes', minutes }
}

const nextDayStart = (now: number): number => {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
}

/** Time in ms until something else is said of `ms`, so that whoever shows it need not look every second. */
export const wordingLastsMs = (ms: number, now: number): number => {
  const awayMs = ms - now
  if (awayMs <= -hourMs) return nextDayStart(now) - now
  if (awayMs <= 0) return minuteMs - (-awayMs % minuteMs)
  if (awayMs < minuteMs) return awayMs + minuteMs
  if (awayMs < hourMs) return (awayMs % minuteMs) + 1
  return Math.min(nextDayStart(now) - now, awayMs - hourMs + 1)
}
