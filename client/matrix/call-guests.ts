import { ClientEvent, type MatrixClient, type MatrixEvent, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { type GuestInCall, guestsIn } from '#shared/calls/guests.ts'
import { serviceOfRoom } from '#shared/calls/hosts.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { batched } from './listen.ts'

type Client = Pick<MatrixClient, 'on' | 'getRoom'>

/** What the service whose room it is says of the guests of a call; followed as long as the client runs. */
export const followGuests = (
  client: Client,
  roomId: RoomId,
  onChange: (guests: ReadonlyMap<UserId, GuestInCall>) => void,
): Accessor<ReadonlyMap<UserId, GuestInCall>> => {
  const [guests, setGuests] = createSignal<ReadonlyMap<UserId, GuestInCall>>(new Map())
  const read = () => {
    const state = client.getRoom(roomId)?.currentState
    const create = state?.getStateEvents(eventTypes.create, '')
    if (!state || !create) return
    const plain = (event: MatrixEvent) => ({
      type: event.getType(),
      state_key: event.getStateKey(),
      sender: event.getSender() ?? '',
      content: event.getContent(),
    })
    const now = guestsIn(state.getStateEvents(eventTypes.callGuest).map(plain), serviceOfRoom([plain(create)]))
    setGuests(now)
    onChange(now)
  }
  const readSoon = batched(read)
  client.on(RoomStateEvent.Events, (event: MatrixEvent) => {
    if (event.getRoomId() === roomId && event.getType() === eventTypes.callGuest) readSoon()
  })
  client.on(ClientEvent.Room, (room) => {
    if (room.roomId === roomId) readSoon()
  })
  read()
  return guests
}
