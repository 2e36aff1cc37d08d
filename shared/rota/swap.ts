import * as v from 'valibot'
import type { Refusal } from '../errors.ts'
import { type UserId, userId } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'
import { type PlannedShift, shiftId } from './planned-shift.ts'
import type { RotaPolicy } from './rota-policy.ts'

/**
 * A shift that somebody would give to a colleague.
 *
 * | status | means | then |
 * | --- | --- | --- |
 * | offered | colleagues may take it | withdrawn, or taken: it is theirs, or waits for agreement |
 * | taken | somebody has said yes; whoever plans has not agreed yet | agreed: it is theirs; declined, withdrawn |
 */
export const swap = v.object({
  shiftId,
  status: v.picklist(['offered', 'taken']),
  /** Whose shift it is. */
  by: userId,
  /** Only this colleague may take it; null: everybody of the department. */
  to: v.nullable(userId),
  takenBy: v.nullable(userId),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type Swap = v.InferOutput<typeof swap>

export const swapMove = v.variant('to', [
  v.object({ to: v.literal('offered'), person: v.nullable(userId) }),
  v.object({ to: v.literal('withdrawn') }),
  v.object({ to: v.literal('taken') }),
  v.object({ to: v.literal('agreed') }),
  v.object({ to: v.literal('declined') }),
])
export type SwapMove = v.InferOutput<typeof swapMove>

type Standing = {
  shift: PlannedShift
  swap: Swap | null
  policy: Pick<RotaPolicy, 'swaps'>
  /** Whether the one who moves plans for the department. */
  mayPlan: boolean
  now: number
}

/** What holds afterwards: whose shift it is, and the offer that is left. */
export type Swapped = { userId: UserId | null; swap: Swap | null }

const lost: Result<never, Refusal> = refused({ code: 'race-lost' })
const notAllowed: Result<never, Refusal> = refused({ code: 'not-allowed' })

/** The outcome of a move by somebody of the department, or why not. */
export const moveSwap = (
  { shift, swap: known, policy, mayPlan, now }: Standing,
  move: SwapMove,
  by: UserId,
): Result<Swapped, Refusal> => {
  const owner = shift.userId
  // Somebody planned otherwise meanwhile: the offer was of another.
  const offer = known?.by === owner ? known : null
  switch (move.to) {
    case 'offered':
      if (owner !== by || shift.end <= now) return notAllowed
      if (move.person === by) return refused({ code: 'bad-input', details: { fields: 'person' } })
      return ok({
        userId: owner,
        swap: { shiftId: shift.id, status: 'offered', by, to: move.person, takenBy: null, at: now },
      })
    case 'withdrawn':
      if (owner !== by && !mayPlan) return notAllowed
      return ok({ userId: owner, swap: null })
    case 'taken':
      if (owner === by) return ok({ userId: owner, swap: offer })
      if (!offer) return lost
      if (offer.to !== null && offer.to !== by) return notAllowed
      if (offer.takenBy === by) return ok({ userId: owner, swap: offer })
      if (offer.status === 'taken' || shift.end <= now) return lost
      return policy.swaps === 'free' || mayPlan
        ? ok({ userId: by, swap: null })
        : ok({ userId: owner, swap: { ...offer, status: 'taken', takenBy: by, at: now } })
    case 'agreed':
      if (!mayPlan) return notAllowed
      return offer?.takenBy ? ok({ userId: offer.takenBy, swap: null }) : lost
    case 'declined':
      // Who has said yes may take it back.
      if (!mayPlan && offer?.takenBy !== by) return notAllowed
      if (!offer?.takenBy) return lost
      return ok({ userId: owner, swap: { ...offer, status: 'offered', takenBy: null, at: now } })
    default:
      return move satisfies never
  }
}
