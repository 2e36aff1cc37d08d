import { ClientEvent, type MatrixClient, type Room, RoomEvent } from 'matrix-js-sdk'
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { isOfOwnClinic } from './clinic-rooms.ts'
import { joinPlainly } from './join-plainly.ts'
import { listen } from './listen.ts'

type Client = Pick<MatrixClient, 'getRooms' | 'getSafeUserId' | 'on' | 'off'> & Parameters<typeof joinPlainly>[0]

const retryMs = 5_000

/** To the rooms of their department and clinic people belong without being asked. Runs until its owner ends. */
export const joinClinicRooms = (client: Client, isLive: Accessor<boolean>): void => {
  const ownId = client.getSafeUserId() as UserId
  const joining = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const join = async ({ roomId }: Room) => {
    joining.add(roomId)
    try {
      await joinPlainly(client, roomId, [])
    } catch {
      // Taken back meanwhile, or the homeserver does not answer.
      timer = setTimeout(joinAll, retryMs)
    } finally {
      joining.delete(roomId)
    }
  }
  const look = (room: Room) => {
    if (room.getMyMembership() !== 'invite' || joining.has(room.roomId)) return
    if (isLive() && isOfOwnClinic(room, ownId)) void join(room)
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
