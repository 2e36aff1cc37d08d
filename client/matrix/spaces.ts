import { ClientEvent, type MatrixClient, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { isOfOwnClinic } from './clinic-rooms.ts'
import { batched, listen } from './listen.ts'
import { isSame } from './same.ts'
import type { Space } from './types.ts'

type Client = Pick<MatrixClient, 'getRooms' | 'getRoom' | 'getSafeUserId' | 'on' | 'off'>

const spaceOf = (room: Room): Space => ({
  roomId: room.roomId as RoomId,
  name: room.name,
  // A child that was taken out has an empty content.
  children: room.currentState
    .getStateEvents(eventTypes.spaceChild)
    .filter((event) => Array.isArray(event.getContent()['via']))
    .map((event) => event.getStateKey() as RoomId)
    .sort(),
})

/** Those of the own clinic. Runs until its owner ends. */
export const createSpaces = (client: Client): Accessor<Space[]> => {
  const ownId = client.getSafeUserId() as UserId
  const isSpace = (room: Room | null) => room?.getType() === eventTypes.space
  const read = () =>
    client
      .getRooms()
      .filter((room) => isSpace(room) && room.getMyMembership() === 'join' && isOfOwnClinic(room, ownId))
      .map(spaceOf)
  const [spaces, setSpaces] = createSignal<Space[]>(read(), { equals: isSame })
  const refresh = batched(() => setSpaces(read()))
  const onRoom = (room: Room) => {
    if (isSpace(room)) refresh()
  }
  listen(client, ClientEvent.Room, onRoom)
  listen(client, RoomEvent.MyMembership, onRoom)
  listen(client, RoomEvent.Name, onRoom)
  listen(client, RoomStateEvent.Events, (event) => {
    if (event.getType() === eventTypes.spaceChild) refresh()
  })
  return spaces
}
