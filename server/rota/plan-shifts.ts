import type { ErrorCode, Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { ShiftStep, ShiftsInput, ShiftsOutput } from '#shared/rota/api.ts'
import { isPossible, isSameTime, overlapOf, type PlannedShift } from '#shared/rota/planned-shift.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { openToPlan, type RotaDepartment } from './department.ts'
import { findShift, readSettings, removeShifts, saveSettings, saveShift, shiftsWithin } from './queries.ts'

type Parts = Pick<Context, 'db' | 'log' | 'now'>
type Outcome = { step: ShiftStep; code: ErrorCode | null }

const refuseStep = (code: ErrorCode): Outcome => ({ step: 'refuse', code })

/** What a shift leads to beside those that are planned already. */
const outcomeOf = (
  shift: PlannedShift,
  known: PlannedShift | null,
  others: readonly PlannedShift[],
  people: ReadonlySet<UserId>,
): Outcome => {
  const isKept = known !== null && isSameTime(known, shift) && known.userId === shift.userId
  if (isKept || (!known && others.some((other) => isSameTime(other, shift) && other.userId === shift.userId)))
    return { step: 'keep', code: null }
  if (!isPossible(shift) || (shift.userId !== null && !people.has(shift.userId))) return refuseStep('bad-input')
  // One that was deleted may be put back; one that somebody else has changed meanwhile is looked at first.
  if (known && known.version !== shift.version) return refuseStep('race-lost')
  if (overlapOf(shift, others)) return refuseStep('shift-overlaps')
  return { step: known ? 'change' : 'add', code: null }
}

/** From now on the department counts as planned: what is missing in it is a gap. */
const beginPlanning = (db: Database, { service, settings }: RotaDepartment): void => {
  if (!readSettings(db, service.id)) saveSettings(db, service.id, settings)
}

const recordPlanned = (tx: Database, now: number, { userId, isClinicAdmin }: Person, count: number): void =>
  recordAccess(tx, now, {
    action: 'directory-changed',
    details: { who: userId, ...(isClinicAdmin ? { role: 'admin' as const } : {}), code: 'rota-planned', count },
  })

/** Plans shifts, new ones and changed ones; what is refused keeps none of the others from being planned. */
export const planShifts = (
  { db, log, now }: Parts,
  caller: Person,
  serviceId: string,
  { shifts, isTrial }: ShiftsInput,
): Result<ShiftsOutput, Refusal> => {
  const planned = transaction(db, (tx): Result<ShiftsOutput, Refusal> => {
    const opened = openToPlan(tx, caller, serviceId)
    if (!opened.ok) return opened
    const people = new Set(opened.value.people.map(({ userId }) => userId))
    const from = Math.min(...shifts.map(({ start }) => start))
    const to = Math.max(...shifts.map(({ end }) => end))
    let all = shiftsWithin(tx, serviceId, from, to)
    const lines = shifts.map((shift) => {
      const known = findShift(tx, serviceId, shift.id)
      const outcome = outcomeOf(
        shift,
        known,
        all.filter(({ id }) => id !== shift.id),
        people,
      )
      if (outcome.step === 'add' || outcome.step === 'change') {
        all = [...all.filter(({ id }) => id !== shift.id), shift]
        if (!isTrial) saveShift(tx, serviceId, { ...shift, version: shift.version + 1 })
      }
      return { id: shift.id, ...outcome }
    })
    const count = lines.filter(({ step }) => step === 'add' || step === 'change').length
    if (!isTrial && count > 0) {
      beginPlanning(tx, opened.value)
      recordPlanned(tx, now(), caller, count)
    }
    return ok({ shifts: lines })
  })
  if (planned.ok && !isTrial) log.info('rota-planned', { count: planned.value.shifts.length })
  return planned
}

export const removePlanned = (
  { db, log, now }: Parts,
  caller: Person,
  serviceId: string,
  ids: readonly string[],
): Result<{ ids: string[] }, Refusal> => {
  const removed = transaction(db, (tx): Result<{ ids: string[] }, Refusal> => {
    const opened = openToPlan(tx, caller, serviceId)
    if (!opened.ok) return opened
    const count = removeShifts(tx, serviceId, ids)
    if (count > 0) recordPlanned(tx, now(), caller, count)
    return ok({ ids: [...ids] })
  })
  if (removed.ok) log.info('rota-planned', { count: ids.length })
  return removed
}
