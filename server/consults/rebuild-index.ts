import { eventTypes } from '#shared/matrix/event-types.ts'
import type { Context } from '../context.ts'
import { unknownRoomsOfType } from '../matrix/rooms-of-type.ts'
import { closeLeftover, hasOtherRoom, isClosed } from './close-leftover.ts'
import { listRoomIds, recordTask } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

/** Reads every consult room that the index does not know; the whole index, when it is empty. Returns how many. */
export const rebuildIndex = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>,
): Promise<number> => {
  const { db, homeserver } = context
  const own = context.config.clinic.serverName
  let count = 0
  for await (const { roomId, state } of unknownRoomsOfType(homeserver, eventTypes.consultRoom, listRoomIds(db))) {
    const found = taskOfRoom(state)
    if (!found || (found.homeServer === own && isClosed(context, state))) continue
    if (hasOtherRoom(context, roomId, found) && (await closeLeftover(context, roomId, found.task))) continue
    if (recordTask(db, context.now(), roomId, found.homeServer, found.task)) count += 1
  }
  return count
}
