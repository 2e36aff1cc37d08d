import type { MeOutput } from '#shared/directory/api.ts'
import { availabilityFault, type OwnAvailability, withoutPast } from '#shared/directory/availability.ts'
import type { Refusal } from '#shared/errors.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { type Result, refused } from '#shared/result.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import type { Context } from '../context.ts'
import { saveAvailability } from './queries.ts'
import { readMe } from './take-duty.ts'

/** A person says when they can be reached; the cover is of this clinic or of an active partner. */
export const setAvailability = (
  context: Pick<Context, 'config' | 'db' | 'log' | 'now'>,
  userId: UserId,
  input: OwnAvailability,
): Result<MeOutput, Refusal> => {
  const fields = availabilityFault(input, userId, context.now())
  if (fields) return refused({ code: 'bad-input', details: { fields } })
  const cover = input.absence?.cover
  const standing = cover ? standingOfServer(context, serverOf(cover)) : 'own'
  if (standing === 'partner-unknown' || standing === 'partner-suspended') return refused({ code: standing })
  saveAvailability(context.db, userId, withoutPast(input, context.now()))
  context.log.info('availability-changed')
  return readMe(context, userId)
}
