import { ClientEvent, type MatrixClient, type MatrixEvent, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { ConsultRoom } from './types.ts'

type Parts = Pick<MatrixClient, 'getRooms' | 'getSafeUserId' | 'on' | 'off'>

const noticed: readonly string[] = [eventTypes.consultTask, eventTypes.create]

/** What a room says of its consult; of an invitation, what came with it (MSC3173 stripped state). */
const snapshot = (room: Room, ownId: string): ConsultRoom | null => {
  const membership = room.getMyMembership()
  if (membership !== 'join' && membership !== 'invite') return null
  const state = (type: string, key = '') => room.currentState.getStateEvents(type, key)
  const create = state(eventTypes.create)
  if (create?.getContent()['type'] !== eventTypes.consultRoom) return null
  const task = state(eventTypes.consultTask)
  const taskSender = task?.getSender()
  const inviter = membership === 'invite' ? state(eventTypes.member, ownId)?.getSender() : undefined
  return {
    roomId: room.roomId as RoomId,
    membership,
    creator: (create.getSender() as UserId | undefined) ?? null,
    invitedBy: (inviter as UserId | undefined) ?? null,
    task: task && taskSender ? { sender: taskSender as UserId, content: task.getContent() } : null,
  }
}

/** Every consult room of the person, read anew when one of them changes. */
export const createConsultRooms = (client: Parts): { consults: Accessor<ConsultRoom[]>; close(): void } => {
  const ownId = client.getSafeUserId()
  const read = () => client.getRooms().flatMap((room) => snapshot(room, ownId) ?? [])
  const [consults, setConsults] = createSignal<ConsultRoom[]>(read())

  let isDue = false
  const refresh = () => {
    if (isDue) return
    isDue = true
    // One sync brings many events: they are looked at together.
    queueMicrotask(() => {
      isDue = false
      setConsults(read())
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
    consults,
    close() {
      client.off(ClientEvent.Room, refresh)
      client.off(ClientEvent.DeleteRoom, refresh)
      client.off(RoomEvent.MyMembership, refresh)
      client.off(RoomStateEvent.Events, onState)
    },
  }
}
