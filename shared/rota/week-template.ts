import * as v from 'valibot'
import { clockTime, daysOfWeek } from '../directory/service-times.ts'
import { onCallTier } from '../directory/tier.ts'
import { userId } from '../matrix/ids.ts'
import { addDays, clockAt, type Day, dayAt, daysBetween, daysFrom, momentOf, startOf, weekdayOf } from './calendar.ts'
import { isSameTime, overlapOf, type PlannedShift } from './planned-shift.ts'

const entry = v.object({
  dayOfWeek: v.picklist(daysOfWeek),
  tier: onCallTier,
  userId: v.nullable(userId),
  start: clockTime,
  /** So many days later: 0 on the same day, 1 over the night. */
  endsAfterDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7)),
  end: clockTime,
})

/** A week as it comes again, by the clock of the department. */
export const weekTemplate = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  entries: v.pipe(v.array(entry), v.minLength(1), v.maxLength(200)),
})
export type WeekTemplate = v.InferOutput<typeof weekTemplate>

/** What begins in the week of a day, as a template. */
export const entriesOfWeek = (
  shifts: readonly PlannedShift[],
  monday: Day,
  timeZone: string,
): WeekTemplate['entries'] => {
  const [from, to] = [startOf(monday, timeZone), startOf(addDays(monday, 7), timeZone)]
  return shifts
    .filter(({ start }) => from <= start && start < to)
    .sort((one, other) => one.start - other.start)
    .map(({ tier, userId: person, start, end }) => ({
      dayOfWeek: weekdayOf(dayAt(start, timeZone)),
      tier,
      userId: person,
      start: clockAt(start, timeZone),
      endsAfterDays: daysBetween(dayAt(start, timeZone), dayAt(end, timeZone)),
      end: clockAt(end, timeZone),
    }))
}

type Filling = {
  from: Day
  /** The last day that is filled. */
  until: Day
  timeZone: string
  /** What stands there stays, whoever has it. */
  existing: readonly PlannedShift[]
  newId(): string
}

/**
 * The shifts by which a template fills a time. Where somebody is planned elsewhere at that time already, the shift is
 * left open, so that it is seen as a gap.
 */
export const fillByTemplate = (
  { entries }: Pick<WeekTemplate, 'entries'>,
  { from, until, timeZone, existing, newId }: Filling,
): PlannedShift[] => {
  const made: PlannedShift[] = []
  for (const day of daysFrom(from, daysBetween(from, until) + 1)) {
    for (const one of entries.filter(({ dayOfWeek }) => dayOfWeek === weekdayOf(day))) {
      const shift: PlannedShift = {
        id: newId(),
        tier: one.tier,
        userId: one.userId,
        start: momentOf(day, one.start, timeZone),
        end: momentOf(addDays(day, one.endsAfterDays), one.end, timeZone),
        version: 0,
      }
      const known = [...existing, ...made]
      if (shift.start >= shift.end || known.some((other) => isSameTime(shift, other))) continue
      made.push(overlapOf(shift, known) ? { ...shift, userId: null } : shift)
    }
  }
  return made
}
