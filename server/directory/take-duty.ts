import type { MeOutput, OnCallInput } from '#shared/directory/api.ts'
import { withoutPast } from '#shared/directory/availability.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { unsettle } from '../duty/queries.ts'
import { type DutyContext, settleRole } from '../duty/settle-conversation.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { personView } from './directory-view.ts'
import { dutiesOf, endDuty, findPerson, isFoundByPartners, readAvailability, saveDuty } from './queries.ts'

export const readMe = ({ db, now }: Pick<Context, 'db' | 'now'>, userId: UserId): Result<MeOutput, never> => {
  const person = findPerson(db, userId)
  return ok({
    person: person && personView(db, person, now()),
    tier: person?.tier ?? null,
    availability: withoutPast(readAvailability(db, userId), now()),
    isFoundByPartners: isFoundByPartners(db, userId),
  })
}

/**
 * A person starts or ends a duty of their own department; people of no department have none to take. Of two who go at
 * once, the second is the last one, and is told so.
 */
export const takeDuty = (
  { db, log, now }: Pick<Context, 'db' | 'log' | 'now'>,
  userId: UserId,
  { tier, leaveEmpty }: OnCallInput,
): Result<MeOutput, Refusal> => {
  const taken = transaction(db, (tx): Result<null, Refusal> => {
    const person = findPerson(tx, userId)
    if (!person?.serviceId) return refused({ code: 'not-allowed', details: { reason: 'no-department' } })
    if (person.tier === tier) return ok(null)
    if (tier) saveDuty(tx, { userId, tier, since: now() })
    else if (!leaveEmpty && dutiesOf(tx, person.serviceId).length === 1) return refused({ code: 'last-on-duty' })
    else endDuty(tx, userId)
    unsettle(tx, person.serviceId)
    return ok(null)
  })
  if (!taken.ok) return taken
  log.info('duty-changed', { tier })
  return readMe({ db, now }, userId)
}

/** The conversations with the duty follow before the answer, so that whoever takes over finds them. */
export const takeDutyAndSettle = async (
  context: DutyContext,
  lock: RoomLock,
  userId: UserId,
  input: OnCallInput,
): Promise<Result<MeOutput, Refusal>> => {
  const taken = takeDuty(context, userId, input)
  const serviceId = taken.ok ? taken.value.person?.serviceId : null
  if (serviceId) await settleRole(context, lock, serviceId)
  return taken
}
