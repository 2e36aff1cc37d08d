import { ClientEvent, type MatrixClient, type MatrixEvent, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from './types.ts'

type Parts = Pick<MatrixClient, 'getRooms' | 'getSafeUserId' | 'on' | 'off'>

/** Rooms that a clinic's service makes and moves: their type, and the state in which it says how they stand. */
export const serviceRoomKinds = {
  consult: { roomType: eventTypes.consultRoom, stateType: eventTypes.consultTask },
  duty: { roomType: eventTypes.dutyRoom, stateType: eventTypes.dutyRoster },
  urgent: { roomType: eventTypes.urgentRoom, stateType: eventTypes.urgentAlert },
} as const
type Kind = (typeof serviceRoomKinds)[keyof typeof serviceRoomKinds]

export const serviceRoomTypes: readonly string[] = [
  ...Object.values(serviceRoomKinds).map(({ roomType }) => roomType),
  eventTypes.guestCallRoom,
]

export const isServiceRoom = (roomType: string | null | undefined): boolean =>
  serviceRoomTypes.some((type) => type === roomType)

/** What a room says of how it stands; of an invitation, what came with it (MSC3173 stripped state). */
const snapshot = (room: Room, ownId: string, { roomType, stateType }: Kind): ServiceRoom | null => {
  const membership = room.getMyMembership()
  if (membership !== 'join' && membership !== 'invite') return null
  const stateOf = (type: string, key = '') => room.currentState.getStateEvents(type, key)
  const create = stateOf(eventTypes.create)
  if (create?.getContent()['type'] !== roomType) return null
  const state = stateOf(stateType)
  const sender = state?.getSender()
  const inviter = membership === 'invite' ? stateOf(eventTypes.member, ownId)?.getSender() : undefined
  return {
    roomId: room.roomId as RoomId,
    membership,
    creator: (create.getSender() as UserId | undefined) ?? null,
    invitedBy: (inviter as UserId | undefined) ?? null,
    state: state && sender ? { sender: sender as UserId, content: state.getContent() } : null,
  }
}

/** Every room of the kind that the person is in or asked into, read anew when one of them changes. */
export const createServiceRooms = (client: Parts, kind: Kind): { rooms: Accessor<ServiceRoom[]>; close(): void } => {
  const ownId = client.getSafeUserId()
  const noticed: readonly string[] = [kind.stateType, eventTypes.create]
  const read = () => client.getRooms().flatMap((room) => snapshot(room, ownId, kind) ?? [])
  const [rooms, setRooms] = createSignal<ServiceRoom[]>(read())

  let isDue = false
  const refresh = () => {
    if (isDue) return
    isDue = true
    // One sync brings many events: they are looked at together.
    queueMicrotask(() => {
      isDue = false
      setRooms(read())
    })
  }
  const onState = (event: MatrixEvent) => {
    if (noticed.includes(event.getType()) || event.getStateKey() === ownId) refresh()
  }
  client.on(ClientEvent.Room, refresh)
  client.on(ClientEvent.DeleteRoom, refresh)
  client.on(RoomEvent.MyMembership, refresh)
  client.on(RoomStateEvent.Events, onState)

  return {
    rooms,
    close() {
      client.off(ClientEvent.Room, refresh)
      client.off(ClientEvent.DeleteRoom, refresh)
      client.off(RoomEvent.MyMembership, refresh)
      client.off(RoomStateEvent.Events, onState)
    },
  }
}
