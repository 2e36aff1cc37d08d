import { addDays, addMonths, type Day, daysBetween, mondayOf, startOf } from '#shared/rota/calendar.ts'

export const rangeKinds = ['week', 'month'] as const
export type RangeKind = (typeof rangeKinds)[number]

/** Whole weeks, from a Monday. */
export type RotaRange = { first: Day; days: number }

/** The week of a day, or the weeks that its month touches. */
export const rangeOf = (kind: RangeKind, day: Day): RotaRange => {
  if (kind === 'week') return { first: mondayOf(day), days: 7 }
  const first = mondayOf(addMonths(day, 0))
  return { first, days: daysBetween(first, addDays(mondayOf(addDays(addMonths(day, 1), -1)), 7)) }
}

/** The same day of the week, or the first of the month, so many further on. */
export const step = (kind: RangeKind, day: Day, count: number): Day =>
  kind === 'week' ? addDays(day, 7 * count) : addMonths(day, count)

export const queryOf = ({ first, days }: RotaRange, timeZone: string): { from: string; to: string } => ({
  from: String(startOf(first, timeZone)),
  to: String(startOf(addDays(first, days), timeZone)),
})
