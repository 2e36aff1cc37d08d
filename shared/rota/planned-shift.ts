import * as v from 'valibot'
import { onCallTier } from '../directory/tier.ts'
import { type UserId, userId } from '../matrix/ids.ts'

const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A week of standby is usual; what is longer is a slip of the pen. */
const longestMs = 8 * 24 * 60 * 60_000

export const shiftId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/, 'not the id of a shift'))

/** A time for which somebody is planned for a duty; FHIR R4 Period for when. Who has the duty says the roster, not this. */
export const plannedShift = v.object({
  /** Made by whoever plans it, so that what is sent twice, or taken back, is the same shift. */
  id: shiftId,
  tier: onCallTier,
  /** Null: nobody yet. */
  userId: v.nullable(userId),
  start: unixMs,
  end: unixMs,
  /** Grows by one with every change; 0 for one that is not kept yet. */
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type PlannedShift = v.InferOutput<typeof plannedShift>

type Span = Pick<PlannedShift, 'start' | 'end'>

export const isPossible = ({ start, end }: Span): boolean => start < end && end - start <= longestMs

export const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end

/** The shift of the same person that a shift cannot stand beside. */
export const overlapOf = (shift: PlannedShift, others: readonly PlannedShift[]): PlannedShift | null =>
  others.find(
    (other) =>
      other.id !== shift.id && shift.userId !== null && other.userId === shift.userId && overlaps(shift, other),
  ) ?? null

/** The same duty at the same time, whoever has it. */
export const isSameTime = (one: PlannedShift, other: PlannedShift): boolean =>
  one.tier === other.tier && one.start === other.start && one.end === other.end

export const ofPerson = (shifts: readonly PlannedShift[], person: UserId): PlannedShift[] =>
  shifts.filter(({ userId: id }) => id === person)
