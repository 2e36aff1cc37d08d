import { TZDate } from '@date-fns/tz'
import { daysOfWeek, type ServiceTimes } from '../directory/service-times.ts'

type Hours = Pick<ServiceTimes, 'timeZone' | 'availableTime'>
type Span = { from: number; to: number }

/** Ten years: further away than anything that is waited for. */
const mostDays = 3_653

const minuteOf = (clockTime: string): number => {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return hours * 60 + minutes
}

/** The working spans of one day, in order and apart. The clock of that day decides, also when it is put forward. */
const spansOf = ({ availableTime, timeZone }: Hours, year: number, month: number, day: number): Span[] => {
  const weekday = daysOfWeek[(new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7]
  const at = (clockTime: string) => new TZDate(year, month, day, 0, minuteOf(clockTime), timeZone).getTime()
  const spans = availableTime
    .filter((one) => weekday !== undefined && one.daysOfWeek.includes(weekday))
    .map((one) => ({ from: at(one.availableStartTime), to: at(one.availableEndTime) }))
    .sort((one, other) => one.from - other.from)
  let reached = Number.NEGATIVE_INFINITY
  return spans.flatMap(({ from, to }) => {
    const span = { from: Math.max(from, reached), to }
    reached = Math.max(reached, to)
    return span.from < span.to ? [span] : []
  })
}

/** The working time between two moments, in order. */
export const workingSpans = (hours: Hours, from: number, to: number): Span[] => {
  const spans: Span[] = []
  for (const span of spansAfter(hours, from)) {
    if (span.from >= to) break
    spans.push({ from: span.from, to: Math.min(span.to, to) })
  }
  return spans
}

function* spansAfter(hours: Hours, from: number): Generator<Span> {
  const first = new TZDate(from, hours.timeZone)
  for (let day = 0; day < mostDays; day++)
    for (const span of spansOf(hours, first.getFullYear(), first.getMonth(), first.getDate() + day))
      if (span.to > from) yield { from: Math.max(span.from, from), to: span.to }
}

/**
 * When so much working time will have passed, Unix time in ms. Without hours, or without any working time in them, the
 * clock never stands still. `ms` below 0 lies in the past already.
 */
export const addWorkingTime = (from: number, ms: number, hours: Hours | null): number => {
  if (!hours || hours.availableTime.length === 0 || ms <= 0) return from + ms
  let left = ms
  for (const span of spansAfter(hours, from)) {
    const length = span.to - span.from
    if (left <= length) return span.from + left
    left -= length
  }
  return from + ms
}

/** How much working time lies between two moments, in ms; below 0 when `to` is the earlier one. */
export const workingTimeBetween = (from: number, to: number, hours: Hours | null): number => {
  if (!hours || hours.availableTime.length === 0) return to - from
  if (to < from) return -workingTimeBetween(to, from, hours)
  return workingSpans(hours, from, to).reduce((sum, span) => sum + span.to - span.from, 0)
}
