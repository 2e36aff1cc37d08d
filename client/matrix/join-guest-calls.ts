import { ClientEvent, type MatrixClient, type Room, RoomEvent } from 'matrix-js-sdk'
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import { conversationOf } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { joinPlainly } from './join-plainly.ts'
import { listen } from './listen.ts'

type Client = Pick<MatrixClient, 'getRooms' | 'getRoom' | 'getSafeUserId' | 'on' | 'off'> &
  Parameters<typeof joinPlainly>[0]

const retryMs = 5_000

/** Of a room of the SDK: the conversation whose call with guests it is. */
export const conversationOfRoom = (room: Pick<Room, 'currentState'>): RoomId | null => {
  const create = room.currentState.getStateEvents(eventTypes.create, '')
  const sender = create?.getSender()
  return create && sender ? conversationOf({ sender, content: create.getContent() }) : null
}

/**
 * Whoever belongs to a conversation belongs to its call with guests, which rings only where one has joined. Asked by
 * the service that made the room and by nobody else. Runs until its owner ends.
 */
export const joinGuestCalls = (client: Client, isLive: Accessor<boolean>): void => {
  const ownId = client.getSafeUserId()
  const joining = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const isOurs = (room: Room) => {
    const conversation = room.getMyMembership() === 'invite' ? conversationOfRoom(room) : null
    const inviter = room.currentState.getStateEvents(eventTypes.member, ownId)?.getSender()
    const maker = room.currentState.getStateEvents(eventTypes.create, '')?.getSender()
    return conversation !== null && inviter === maker && client.getRoom(conversation)?.getMyMembership() === 'join'
  }
  const join = async ({ roomId }: Room) => {
    joining.add(roomId)
    try {
      await joinPlainly(client, roomId, [])
    } catch {
      // Over meanwhile, or the homeserver does not answer.
      timer = setTimeout(joinAll, retryMs)
    } finally {
      joining.delete(roomId)
    }
  }
  const look = (room: Room) => {
    if (isLive() && !joining.has(room.roomId) && isOurs(room)) void join(room)
  }
  function joinAll() {
    for (const room of client.getRooms()) look(room)
  }
  createEffect(() => {
    if (isLive()) joinAll()
  })
  listen(client, ClientEvent.Room, look)
  listen(client, RoomEvent.MyMembership, look)
}
