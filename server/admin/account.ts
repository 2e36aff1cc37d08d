import * as v from 'valibot'
import { isGuest } from '#shared/calls/guests.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'

/** Synapse admin API, `GET /v2/users/{userId}`. */
const synapseUser = v.object({ deactivated: v.union([v.boolean(), v.number()]) })

export const adminPathOf = (userId: UserId): string => `/v2/users/${encodeURIComponent(userId)}`

/** An account of this clinic's people; null when there is none, or when it is the service's or a guest's. */
export const findAccount = async (
  { config, homeserver }: Pick<Context, 'config' | 'homeserver'>,
  userId: UserId,
): Promise<{ isDeactivated: boolean } | null> => {
  if (serverOf(userId) !== config.clinic.serverName || isGuest(userId) || userId === homeserver.serviceAccount)
    return null
  try {
    const { deactivated } = v.parse(synapseUser, await homeserver.admin('GET', adminPathOf(userId)))
    return { isDeactivated: Boolean(deactivated) }
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return null
    throw error
  }
}
