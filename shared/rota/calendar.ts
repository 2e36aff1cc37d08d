import { TZDate } from '@date-fns/tz'
import { type DayOfWeek, daysOfWeek } from '../directory/service-times.ts'

/** A day by the clock of a department, e.g. `2026-11-29`; days themselves have no time zone. */
export type Day = string

const dayMs = 24 * 60 * 60_000
const two = (n: number) => String(n).padStart(2, '0')
const partsOf = (day: Day): [number, number, number] => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}
const utcOf = (day: Day): number => {
  const [year, month, date] = partsOf(day)
  return Date.UTC(year, month - 1, date)
}
const writeDay = (utc: number): Day => new Date(utc).toISOString().slice(0, 10)

export const dayAt = (ms: number, timeZone: string): Day => {
  const date = new TZDate(ms, timeZone)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** `08:00` by the clock of a department. */
export const clockAt = (ms: number, timeZone: string): string => {
  const date = new TZDate(ms, timeZone)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Where clocks are put forward, an hour that is not there is the one after it; a day has 23 to 25 hours. */
export const momentOf = (day: Day, clockTime: string, timeZone: string): number => {
  const [year, month, date] = partsOf(day)
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return new TZDate(year, month - 1, date, hours, minutes, timeZone).getTime()
}

export const startOf = (day: Day, timeZone: string): number => momentOf(day, '00:00', timeZone)

export const addDays = (day: Day, count: number): Day => writeDay(utcOf(day) + count * dayMs)

export const daysBetween = (from: Day, until: Day): number => Math.round((utcOf(until) - utcOf(from)) / dayMs)

/** From `from` on, so many. */
export const daysFrom = (from: Day, count: number): Day[] =>
  Array.from({ length: Math.max(0, count) }, (_, at) => addDays(from, at))

const weekdayIndex = (day: Day): number => (new Date(utcOf(day)).getUTCDay() + 6) % 7

export const weekdayOf = (day: Day): DayOfWeek => daysOfWeek[weekdayIndex(day)] ?? 'mon'

export const mondayOf = (day: Day): Day => addDays(day, -weekdayIndex(day))

/** The first of the month that lies so many months away; 0: of this one. */
export const addMonths = (day: Day, count: number): Day => {
  const [year, month] = partsOf(day)
  return writeDay(Date.UTC(year, month - 1 + count, 1))
}

/** ISO 8601: the week that has the year's first Thursday is the first. */
export const weekNumberOf = (day: Day): number => {
  const thursday = addDays(mondayOf(day), 3)
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}
