import type { RoomId } from '#shared/matrix/ids.ts'
import type { Homeserver, StateEvent } from './homeserver.ts'

type RoomsPage = { rooms: { room_id: string; room_type?: string | null }[]; next_batch?: number }

const pageSize = 250

/** Every room of a type that our Synapse is in and we do not know, with its state, one after the other. */
export const unknownRoomsOfType = async function* (
  { admin }: Pick<Homeserver, 'admin'>,
  type: string,
  known: ReadonlySet<RoomId>,
): AsyncGenerator<{ roomId: RoomId; state: StateEvent[] }> {
  let from: number | undefined = 0
  while (from !== undefined) {
    const page: RoomsPage = await admin<RoomsPage>('GET', `/v1/rooms?limit=${pageSize}&from=${from}`)
    for (const { room_id, room_type } of page.rooms) {
      const roomId = room_id as RoomId
      if (room_type !== type || known.has(roomId)) continue
      const { state } = await admin<{ state: StateEvent[] }>('GET', `/v1/rooms/${encodeURIComponent(roomId)}/state`)
      yield { roomId, state }
    }
    from = page.next_batch
  }
}
