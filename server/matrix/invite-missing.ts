import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Homeserver, StateEvent } from './homeserver.ts'

/**
 * Invites those whom the room's state does not know yet; may be called any number of times. One whom we cannot reach
 * does not keep the others waiting. Returns how many could not be invited.
 */
export const inviteMissing = async (
  homeserver: Pick<Homeserver, 'invite'>,
  roomId: RoomId,
  state: readonly StateEvent[],
  people: readonly UserId[],
  reason?: string,
): Promise<number> => {
  const known = new Set<string>(
    state.filter(({ type }) => type === eventTypes.member).map(({ state_key }) => state_key),
  )
  const missing = people.filter((userId) => !known.has(userId))
  const outcomes = await Promise.allSettled(missing.map((userId) => homeserver.invite(roomId, userId, reason)))
  return outcomes.filter(({ status }) => status === 'rejected').length
}
