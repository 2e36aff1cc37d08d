import * as v from 'valibot'
import { isGuest } from '#shared/calls/guests.ts'
import { localpartOf, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'

/** Synapse admin API, `GET /v2/users/{userId}`. */
const flag = v.union([v.boolean(), v.number()])
const synapseUser = v.object({ deactivated: flag, displayname: v.nullish(v.string()) })

export const adminPathOf = (userId: UserId): string => `/v2/users/${encodeURIComponent(userId)}`

export type Account = { isDeactivated: boolean; name: string }

/** An account of this clinic's people; null when there is none, or when it is the service's or a guest's. */
export const findAccount = async (
  { config, homeserver }: Pick<Context, 'config' | 'homeserver'>,
  userId: UserId,
): Promise<Account | null> => {
  if (serverOf(userId) !== config.clinic.serverName || isGuest(userId) || userId === homeserver.serviceAccount)
    return null
  try {
    const found = v.parse(synapseUser, await homeserver.admin('GET', adminPathOf(userId)))
    return { isDeactivated: Boolean(found.deactivated), name: found.displayname || localpartOf(userId) }
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return null
    throw error
  }
}

/** With it, every device that was signed in before is signed out. */
export const setPassword = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  userId: UserId,
  password: string,
): Promise<void> => {
  const body = { new_password: password, logout_devices: true }
  await homeserver.admin('POST', `/v1/reset_password/${encodeURIComponent(userId)}`, body)
}
