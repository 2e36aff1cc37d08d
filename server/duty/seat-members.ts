import { calledAt, membersOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { isBelonging } from '../matrix/belongs-to.ts'
import type { StateEvent } from '../matrix/homeserver.ts'

/** Who went by themselves is not called back before something new calls them. */
const hasLeftSince = (event: StateEvent, calledAtMs: number) =>
  event.content['membership'] === 'leave' && event.sender === event.state_key && event.origin_server_ts > calledAtMs

/**
 * Brings who is in a room to what its roster says. May be called any number of times: what the room says decides. One
 * whom we cannot reach does not keep the others waiting; throws when there was one.
 */
export const seatMembers = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  roomId: RoomId,
  roster: Roster,
  state: readonly StateEvent[],
): Promise<void> => {
  const members = new Map(
    state.filter(({ type }) => type === eventTypes.member).map((event) => [event.state_key as UserId, event]),
  )
  const wanted = membersOf(roster)
  const missing = wanted.filter((userId) => {
    const event = members.get(userId)
    return !event || !(isBelonging(event.content['membership']) || hasLeftSince(event, calledAt(roster, userId)))
  })
  const surplus = [...members].flatMap(([userId, event]) =>
    isBelonging(event.content['membership']) && userId !== homeserver.serviceAccount && !wanted.includes(userId)
      ? [userId]
      : [],
  )
  const outcomes = await Promise.allSettled([
    ...surplus.map((userId) => homeserver.remove(roomId, userId)),
    ...missing.map((userId) => homeserver.invite(roomId, userId)),
  ])
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}
