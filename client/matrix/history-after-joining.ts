import type { Room } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'

/** After our joining, in milliseconds. */
const looks = [1_000, 3_000, 8_000, 20_000, 45_000]

/**
 * In how many milliseconds from now the history of a room is to be looked at again. While our homeserver takes over
 * what its partner has, it answers with the half of it, in which the last before our joining is missing, and does not
 * say so.
 */
export const looksAfterJoining = (room: Room): number[] => {
  const joined = room.currentState.getStateEvents(eventTypes.member, room.myUserId)
  const age = room.getMyMembership() === 'join' && joined ? joined.getLocalAge() : Number.POSITIVE_INFINITY
  return looks.filter((ms) => ms > age).map((ms) => ms - age)
}
