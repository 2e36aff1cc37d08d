import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import { addDays, clockAt, type Day, dayAt, daysFrom, startOf } from '#shared/rota/calendar.ts'
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
      from: string
      to: string
      /** Ends on another day than it begins. */
      goesOn: boolean
      /** Null: nobody. */
      name: string | null
      isMine: boolean
      isMissed: boolean
      swap: Swap | null
    }
  | { kind: 'gap'; key: string; tier: Gap['tier']; at: number; from: string; to: string; isWholeDay: boolean }

export type RotaDay = { day: Day; isToday: boolean; entries: DayEntry[] }

/**
 * Days with what begins on them; a gap is shown on each day that it touches. What has begun before the first day stands
 * on that one.
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
    const begins = (start: number) => start < to && (start >= from || day === first)
    const ofDay = shifts
      .filter(({ start, end }) => begins(start) && end > from)
      .map(
        (shift): DayEntry => ({
          kind: 'shift',
          key: shift.id,
          shift,
          at: shift.start,
          from: clockAt(shift.start, timeZone),
          to: clockAt(shift.end, timeZone),
          goesOn: shift.end > to,
          name: (shift.userId && names.get(shift.userId)) ?? null,
          isMine: shift.userId === me,
          isMissed: isMissed(shift, shift.userId !== null && onDuty.get(shift.userId) === shift.tier, now),
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
