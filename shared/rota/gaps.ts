import { workingSpans } from '../consults/working-time.ts'
import type { ServiceTimes } from '../directory/service-times.ts'
import type { OnCallTier } from '../directory/tier.ts'
import type { PlannedShift } from './planned-shift.ts'
import { type NeededWhen, type RotaPolicy, tiersOf } from './rota-policy.ts'

export type Span = { from: number; to: number }
/** A time in which a tier must have somebody and nobody is planned. */
export type Gap = Span & { tier: OnCallTier }

/** So far ahead everybody is told of gaps. */
export const lookAheadMs = 14 * 24 * 60 * 60_000

/** What is left of some spans without others. */
const without = (spans: readonly Span[], taken: readonly Span[]): Span[] =>
  taken.reduce<Span[]>(
    (left, { from, to }) =>
      left.flatMap((span) =>
        to <= span.from || span.to <= from
          ? [span]
          : [
              { from: span.from, to: from },
              { from: to, to: span.to },
            ].filter((part) => part.from < part.to),
      ),
    [...spans],
  )

type Hours = Pick<ServiceTimes, 'availableTime'> | null

const neededSpans = (needed: NeededWhen, hours: Hours, timeZone: string, within: Span): Span[] => {
  const working = (): Span[] =>
    hours && hours.availableTime.length > 0
      ? workingSpans({ availableTime: hours.availableTime, timeZone }, within.from, within.to)
      : [within]
  switch (needed) {
    case 'always':
      return [within]
    case 'working-hours':
      return working()
    case 'outside-working-hours':
      return without([within], working())
    case 'never':
      return []
    default:
      return needed satisfies never
  }
}

/** Where somebody is missing, in order. A department without working hours works around the clock. */
export const gapsOf = (
  shifts: readonly PlannedShift[],
  { needed, timeZone }: Pick<RotaPolicy, 'needed' | 'timeZone'>,
  hours: Hours,
  within: Span,
): Gap[] =>
  tiersOf
    .flatMap((tier) => {
      const planned = shifts
        .filter((shift) => shift.tier === tier && shift.userId !== null)
        .map(({ start, end }) => ({ from: start, to: end }))
      const open = without(neededSpans(needed[tier], hours, timeZone, within), planned)
      return open.map((span) => ({ ...span, tier }))
    })
    .sort((one, other) => one.from - other.from)
