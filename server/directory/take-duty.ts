import type { MeOutput, OnCallTier } from '#shared/directory/api.ts'
import { withoutPast } from '#shared/directory/availability.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { personView } from './directory-view.ts'
import { endDuty, findPerson, readAvailability, saveDuty } from './queries.ts'

export const readMe = ({ db, now }: Pick<Context, 'db' | 'now'>, userId: UserId): Result<MeOutput, never> => {
  const person = findPerson(db, userId)
  return ok({
    person: person && personView(person, now()),
    tier: person?.tier ?? null,
    availability: withoutPast(readAvailability(db, userId), now()),
  })
}

/** A person starts or ends a duty of their own department; people of no department have none to take. */
export const takeDuty = (
  context: Pick<Context, 'db' | 'log' | 'now'>,
  userId: UserId,
  tier: OnCallTier | null,
): Result<MeOutput, Refusal> => {
  const person = findPerson(context.db, userId)
  if (!person?.serviceId) return refused({ code: 'not-allowed', details: { reason: 'no-department' } })
  if (tier) saveDuty(context.db, { userId, tier, since: context.now() })
  else endDuty(context.db, userId)
  context.log.info('duty-changed', { tier })
  return readMe(context, userId)
}
