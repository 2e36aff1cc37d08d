import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import { addDays, clockAt, type Day, dayAt, daysBetween, daysFrom, startOf } from '#shared/rota/calendar.ts'
import { isMissed } from '#shared/rota/due-shift.ts'
import type { Gap } from '#shared/rota/gaps.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import type { Swap } from '#shared/rota/swap.ts'

/** What stands in the plan on a day. */
export type DayEntry =
  | {
      kind: 'shift'
      key: string
      shift: PlannedShift
      /** Unix time in ms. */
      at: number
      /** Null: it has begun on a day before. */
      from: string | null
      to: string
      /** On which day it ends, and how many days after this one that is. */
      lastDay: Day
      endsAfter: number
      /** Null: nobody. */
      name: string | null
      isMine: boolean
      isMissed: boolean
      swap: Swap | null
    }
  | { kind: 'gap'; key: string; tier: Gap['tier']; at: number; from: string; to: string; isWholeDay: boolean }

export type RotaDay = { day: Day; isToday: boolean; entries: DayEntry[] }

/**
 * Days with what begins on them. A gap is shown on each day that it touches, and so is a shift that lasts longer than
 * into the next day, as a weekend does. What has begun before the first day stands on that one.
 */
export const rotaDays = (
  {
    shifts,
    swaps,
    gaps,
    people,
    policy: { timeZone },
  }: Pick<RotaOutput, 'shifts' | 'swaps' | 'gaps' | 'people' | 'policy'>,
  first: Day,
  count: number,
  { me, now }: { me: UserId; now: number },
): RotaDay[] => {
  const names = new Map(people.map(({ userId, name }) => [userId, name]))
  const onDuty = new Map(people.map(({ userId, tier }) => [userId, tier]))
  const today = dayAt(now, timeZone)
  return daysFrom(first, count).map((day) => {
    const [from, to] = [startOf(day, timeZone), startOf(addDays(day, 1), timeZone)]
    const lastDayOf = ({ end }: PlannedShift) => dayAt(end - 1, timeZone)
    const stands = (shift: PlannedShift) =>
      shift.start >= from || day === first || daysBetween(dayAt(shift.start, timeZone), lastDayOf(shift)) > 1
    const ofDay = shifts
      .filter((shift) => shift.start < to && shift.end > from && stands(shift))
      .map(
        (shift): DayEntry => ({
          kind: 'shift',
          key: shift.id,
          shift,
          at: shift.start,
          from: shift.start >= from ? clockAt(shift.start, timeZone) : null,
          to: shift.end === startOf(addDays(lastDayOf(shift), 1), timeZone) ? '24:00' : clockAt(shift.end, timeZone),
          lastDay: lastDayOf(shift),
          endsAfter: daysBetween(day, lastDayOf(shift)),
          name: (shift.userId && names.get(shift.userId)) ?? null,
          isMine: shift.userId === me,
          isMissed:
            (shift.start >= from || day === today) &&
            isMissed(shift, shift.userId !== null && onDuty.get(shift.userId) === shift.tier, now),
          swap: swaps.find((one) => one.shiftId === shift.id && one.by === shift.userId) ?? null,
        }),
      )
    const missing = gaps
      .filter((gap) => gap.from < to && gap.to > from)
      .map((gap): DayEntry => {
        const [start, end] = [Math.max(gap.from, from), Math.min(gap.to, to)]
        return {
          kind: 'gap',
          key: `${gap.tier} ${start}`,
          tier: gap.tier,
          at: start,
          from: clockAt(start, timeZone),
          to: end === to ? '24:00' : clockAt(end, timeZone),
          isWholeDay: start === from && end === to,
        }
      })
    const entries = [...ofDay, ...missing].sort((one, other) => one.at - other.at)
    return { day, isToday: day === today, entries }
  })
}

export const tierOf = (entry: DayEntry): Gap['tier'] => (entry.kind === 'gap' ? entry.tier : entry.shift.tier)
