import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { unknownRoomsOfType } from '../matrix/rooms-of-type.ts'
import { listRoomIds } from './queries.ts'
import { type DutyContext, settleConversation } from './settle-conversation.ts'

/** Reads every duty room of ours that the index does not know. Returns how many. */
export const rebuildIndex = async (context: DutyContext, lock: RoomLock): Promise<number> => {
  let count = 0
  for await (const { roomId } of unknownRoomsOfType(context.homeserver, eventTypes.dutyRoom, listRoomIds(context.db))) {
    const settled = await settleConversation(context, lock, roomId)
    if (settled.ok) count += 1
  }
  return count
}
