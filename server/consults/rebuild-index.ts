import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { closeLeftover, hasOtherRoom, isClosed } from './close-leftover.ts'
import { listRoomIds, recordTask } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

type RoomsPage = { rooms: { room_id: string; room_type?: string | null }[]; next_batch?: number }

const pageSize = 250

/** Reads every consult room that the index does not know; the whole index, when it is empty. Returns how many. */
export const rebuildIndex = async (context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>): Promise<number> => {
  const { db, homeserver } = context
  const own = context.config.clinic.serverName
  const known = listRoomIds(db)
  let count = 0
  let from: number | undefined = 0
  while (from !== undefined) {
    const page: RoomsPage = await homeserver.admin<RoomsPage>('GET', `/v1/rooms?limit=${pageSize}&from=${from}`)
    for (const { room_id, room_type } of page.rooms) {
      const roomId = room_id as RoomId
      if (room_type !== eventTypes.consultRoom || known.has(roomId)) continue
      const path = `/v1/rooms/${encodeURIComponent(roomId)}/state`
      const { state } = await homeserver.admin<{ state: StateEvent[] }>('GET', path)
      const found = taskOfRoom(state)
      if (!found || (found.homeServer === own && isClosed(context, state))) continue
      if (hasOtherRoom(context, roomId, found) && (await closeLeftover(context, roomId, found.task))) continue
      if (recordTask(db, roomId, found.homeServer, found.task)) count += 1
    }
    from = page.next_batch
  }
  return count
}
