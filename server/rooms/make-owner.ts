import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { inviteLevelOf, joinedIn, levelsOf, ownersOf } from './room-facts.ts'

type Parts = Pick<Context, 'config' | 'homeserver'>

const isRefused = (error: unknown): boolean =>
  error instanceof MatrixRefusal && (error.status === 400 || error.status === 403)

const hasLeft = (state: readonly StateEvent[], userId: UserId): boolean =>
  state.some(
    ({ type, state_key, content }) =>
      type === eventTypes.member && state_key === userId && content['membership'] === 'leave',
  )

/**
 * Of this clinic: an owner who has left, and a member who may invite them. Null while another owner is there, and where
 * there are not both.
 */
const wayBack = (state: readonly StateEvent[], own: ServerName): { former: UserId; inviter: UserId } | null => {
  const isOwn = (userId: UserId) => serverOf(userId) === own
  const owners = ownersOf(state).filter(isOwn)
  if (joinedIn(state).some((userId) => owners.includes(userId))) return null
  const former = owners.find((userId) => hasLeft(state, userId))
  const levels = levelsOf(state)
  const inviter = joinedIn(state).find((userId) => isOwn(userId) && (levels[userId] ?? 0) >= inviteLevelOf(state))
  return former && inviter ? { former, inviter } : null
}

/**
 * Makes a member the owner of a room, with the power of an owner of this clinic who is in it. Has the last one left, they
 * are brought back for as long as this takes, as everybody in the room sees: since room version 12, nobody else can give
 * it. Has none of them a way back, a moderator of this clinic makes others what they are themselves. False where there is
 * nobody at all; then only a new group helps.
 */
export const makeOwner = async (
  { config, homeserver }: Parts,
  room: RoomId,
  state: readonly StateEvent[],
  whom: UserId,
): Promise<boolean> => {
  const make = () =>
    homeserver.admin('POST', `/v1/rooms/${encodeURIComponent(room)}/make_room_admin`, { user_id: whom })
  try {
    const way = wayBack(state, config.clinic.serverName)
    if (!way) {
      await make()
      return true
    }
    await homeserver.invite(room, way.former, undefined, way.inviter)
    try {
      await homeserver.joinAs(room, way.former)
      await make()
    } finally {
      await homeserver.leave(room, way.former)
    }
    return true
  } catch (error) {
    if (!isRefused(error)) throw error
    return false
  }
}
