import { eventTypes } from '#shared/matrix/event-types.ts'
import { type ServerName, serverOf, serviceAccountOf } from '#shared/matrix/ids.ts'
import { parseRoomClosed, type RoomClosed } from '#shared/rooms/api.ts'
import type { RoomView } from '../matrix/types.ts'

/** Which clinic has closed a conversation, and why; null when it is open. A clinic's service alone can say so. */
export const closedOf = (room: Pick<RoomView, 'state'>): (RoomClosed & { by: ServerName }) | null => {
  const said = room.state(eventTypes.roomClosed)()
  if (!said || said.sender !== serviceAccountOf(serverOf(said.sender))) return null
  const closed = parseRoomClosed(said.content)
  return closed && { ...closed, by: serverOf(said.sender) }
}
