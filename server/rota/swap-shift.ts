import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { SwapInput } from '#shared/rota/api.ts'
import { overlapOf, type PlannedShift } from '#shared/rota/planned-shift.ts'
import { moveSwap } from '#shared/rota/swap.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { openDepartment, withoutStrangers } from './department.ts'
import { findShift, saveShift, saveSwap, shiftsWithin, swapsOf } from './queries.ts'

/** Somebody offers a shift, takes one, or agrees. Of two who take it at once, the second is told so. */
export const swapShift = (
  { db, log, now }: Pick<Context, 'db' | 'log' | 'now'>,
  caller: Person,
  serviceId: string,
  { shiftId, move }: SwapInput,
): Result<PlannedShift, Refusal> => {
  const swapped = transaction(db, (tx): Result<PlannedShift, Refusal> => {
    const opened = openDepartment(tx, caller, serviceId)
    if (!opened.ok) return opened
    const { people, settings, mayPlan } = opened.value
    const isColleague = people.some(({ userId }) => userId === caller.userId)
    const known = findShift(tx, serviceId, shiftId)
    const [shift] = known ? withoutStrangers([known], people) : []
    if (!shift) return refused({ code: 'not-found' })
    // Who only plans for others has no shift to give and takes none.
    if (!isColleague && (move.to === 'offered' || move.to === 'taken')) return refused({ code: 'not-allowed' })
    if (move.to === 'offered' && move.person && !people.some(({ userId }) => userId === move.person))
      return refused({ code: 'bad-input', details: { fields: 'person' } })

    const swap = swapsOf(tx, serviceId).find((one) => one.shiftId === shiftId) ?? null
    const moved = moveSwap({ shift, swap, policy: settings.policy, mayPlan, now: now() }, move, caller.userId)
    if (!moved.ok) return moved
    const after: PlannedShift = { ...shift, userId: moved.value.userId }
    // Also when it still waits for agreement: it could not become theirs.
    const taker = moved.value.swap?.takenBy ?? after.userId
    const others = shiftsWithin(tx, serviceId, shift.start, shift.end)
    if (move.to !== 'withdrawn' && overlapOf({ ...shift, userId: taker }, others))
      return refused({ code: 'shift-overlaps' })
    saveSwap(tx, serviceId, shiftId, moved.value.swap)
    if (after.userId === shift.userId) return ok(shift)
    const saved = { ...after, version: shift.version + 1 }
    saveShift(tx, serviceId, saved)
    return ok(saved)
  })
  if (swapped.ok) log.info('rota-swap', { status: move.to })
  return swapped
}
