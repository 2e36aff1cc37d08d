import { ClientEvent, type MatrixClient, type Room, RoomEvent } from 'matrix-js-sdk'
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import { joinPlainly } from './join-plainly.ts'
import { listen } from './listen.ts'

type Client = Pick<MatrixClient, 'getRooms' | 'on' | 'off'> & Parameters<typeof joinPlainly>[0]

/**
 * The homeserver of whoever invites notes an invitation once ours has signed it, and tells us before that: who comes at
 * once is refused.
 */
const retryAfterMs = [500, 1_000, 2_000, 5_000]

/** Joins what a person belongs to without being asked, once they are invited. Runs until its owner ends. */
export const joinUnasked = (client: Client, isLive: Accessor<boolean>, belongsTo: (room: Room) => boolean): void => {
  const joining = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  onCleanup(() => clearTimeout(timer))

  const join = async ({ roomId }: Room) => {
    joining.add(roomId)
    try {
      await joinPlainly(client, roomId, [])
      failures = 0
    } catch {
      // Taken back or over meanwhile, or the homeserver does not answer.
      clearTimeout(timer)
      timer = setTimeout(joinAll, retryAfterMs[Math.min(failures, retryAfterMs.length - 1)])
      failures += 1
    } finally {
      joining.delete(roomId)
    }
  }
  const look = (room: Room) => {
    if (room.getMyMembership() !== 'invite' || joining.has(room.roomId)) return
    if (isLive() && belongsTo(room)) void join(room)
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
