const minuteMs = 60_000
const hourMs = 60 * minuteMs

const at = (now: number, addedDays: number, hour: number): number => {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + addedDays, hour).getTime()
}

const eveningHour = 18
const morningHour = 7

export type Preset = { kind: 'hour' | 'evening' | 'morning'; end: number }

/** For how long people do not want to be disturbed, as one presses it; soonest first. */
export const presetsAt = (now: number): Preset[] => {
  const hour: Preset = { kind: 'hour', end: now + hourMs }
  const evening: Preset = { kind: 'evening', end: at(now, 0, eveningHour) }
  const morning: Preset = { kind: 'morning', end: at(now, new Date(now).getHours() < morningHour ? 0 : 1, morningHour) }
  return [hour, evening, morning].filter(({ kind, end }) => kind === 'hour' || end >= now + hourMs + 10 * minuteMs)
}

/** `2026-12-01`, as a field for dates has it. */
export const dateOf = (ms: number): string => {
  const day = new Date(ms)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** Not a number for what is no date. */
const startOf = (date: string, addedDays = 0): number => {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return Number.NaN
  return new Date(year, month - 1, day + addedDays).getTime()
}

/** From the beginning of the first day to the end of the last; null when that is no time to come. */
export const daysBetween = (first: string, last: string, now: number): { start: number; end: number } | null => {
  const [start, end] = [startOf(first), startOf(last, 1)]
  return start < end && end > now ? { start, end } : null
}
