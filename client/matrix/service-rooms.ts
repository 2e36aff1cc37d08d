import { ClientEvent, type MatrixClient, type MatrixEvent, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { batched } from './listen.ts'
import { isSame } from './same.ts'
import type { ServiceRoom } from './types.ts'

type Parts = Pick<MatrixClient, 'getRooms' | 'getRoom' | 'getSafeUserId' | 'on' | 'off'>

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

/** Every room of the kind that the person is in or asked into; only one that changed is read anew. */
export const createServiceRooms = (client: Parts, kind: Kind): { rooms: Accessor<ServiceRoom[]>; close(): void } => {
  const ownId = client.getSafeUserId()
  const noticed: readonly string[] = [kind.stateType, eventTypes.create]
  const known = new Map<string, ServiceRoom>()
  const changed = new Set<string>()
  const [rooms, setRooms] = createSignal<ServiceRoom[]>([])

  const readChanged = () => {
    let isOther = false
    for (const roomId of changed) {
      const room = client.getRoom(roomId)
      const now = room && snapshot(room, ownId, kind)
      if (isSame(known.get(roomId) ?? null, now)) continue
      isOther = true
      if (now) known.set(roomId, now)
      else known.delete(roomId)
    }
    changed.clear()
    if (isOther) setRooms([...known.values()])
  }
  const readSoon = batched(readChanged)
  const note = (roomId: string | undefined) => {
    if (!roomId) return
    changed.add(roomId)
    readSoon()
  }
  const onRoom = ({ roomId }: Room) => note(roomId)
  const onState = (event: MatrixEvent) => {
    if (noticed.includes(event.getType()) || event.getStateKey() === ownId) note(event.getRoomId())
  }
  for (const { roomId } of client.getRooms()) changed.add(roomId)
  readChanged()
  client.on(ClientEvent.Room, onRoom)
  client.on(ClientEvent.DeleteRoom, note)
  client.on(RoomEvent.MyMembership, onRoom)
  client.on(RoomStateEvent.Events, onState)

  return {
    rooms,
    close() {
      client.off(ClientEvent.Room, onRoom)
      client.off(ClientEvent.DeleteRoom, note)
      client.off(RoomEvent.MyMembership, onRoom)
      client.off(RoomStateEvent.Events, onState)
    },
  }
}
