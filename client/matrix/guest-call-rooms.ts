import type { MatrixClient, Room } from 'matrix-js-sdk'
import { conversationOf } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'

/**
 * A call with guests of a conversation that we are in, given to us by the service that made it and by nobody else.
 * Whoever belongs to the conversation belongs to it: it rings only where one has joined.
 */
export const isGuestCallOfOurs = (client: Pick<MatrixClient, 'getRoom'>, room: Room, ownId: UserId): boolean => {
  const create = room.currentState.getStateEvents(eventTypes.create, '')
  const maker = create?.getSender()
  const conversation = maker ? conversationOf({ sender: maker, content: create?.getContent() }) : null
  const inviter = room.currentState.getStateEvents(eventTypes.member, ownId)?.getSender()
  return conversation !== null && inviter === maker && client.getRoom(conversation)?.getMyMembership() === 'join'
}
