import { ClientEvent, type MatrixClient, type MatrixEvent, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'

type Client = Pick<MatrixClient, 'getRoom' | 'on' | 'off'>

const hasUnknownCaller = (room: Room): boolean =>
  room.currentState.getStateEvents(eventTypes.callMember).some((event) => {
    const sender = event.getSender()
    const isIn = Object.keys(event.getContent()).length > 0
    return isIn && sender !== undefined && room.getMember(sender)?.membership !== 'join'
  })

/**
 * The SDK believes nobody to be in a call whom it does not know as a member, and of most rooms we are told a few members
 * only: whoever came into a room in whose call somebody was already would not be called. Returns how to end it.
 */
export const knowCallers = (client: Client, onKnown: (room: Room) => void): (() => void) => {
  const waiting = new Set<string>()
  const asked = new Set<string>()

  const look = (roomId: string) => {
    waiting.delete(roomId)
    const room = client.getRoom(roomId)
    if (room?.getMyMembership() !== 'join' || asked.has(roomId) || !hasUnknownCaller(room)) return
    asked.add(roomId)
    room
      .loadMembersIfNeeded()
      .then(
        () => onKnown(room),
        () => {},
      )
      .finally(() => asked.delete(roomId))
  }
  /** Once all that came with it is known. */
  const lookSoon = (roomId: string | undefined) => {
    if (!roomId || waiting.has(roomId)) return
    waiting.add(roomId)
    setTimeout(look, 0, roomId)
  }
  const onState = (event: MatrixEvent) => {
    if (event.getType() === eventTypes.callMember) lookSoon(event.getRoomId())
  }
  const onRoom = ({ roomId }: Room) => lookSoon(roomId)
  client.on(RoomStateEvent.Events, onState)
  client.on(RoomEvent.MyMembership, onRoom)
  client.on(ClientEvent.Room, onRoom)
  return () => {
    client.off(RoomStateEvent.Events, onState)
    client.off(RoomEvent.MyMembership, onRoom)
    client.off(ClientEvent.Room, onRoom)
  }
}
