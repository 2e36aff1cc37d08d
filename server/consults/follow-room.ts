import { askersOf } from '#shared/consults/task-people.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, serverOf } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { partnerStatus } from '../partners/queries.ts'
import { closeLeftover, hasOtherRoom } from './close-leftover.ts'
import { recordTask } from './queries.ts'
import { believedTask } from './task-of-room.ts'

/** An event as Synapse hands it to the service. */
type RoomEvent = {
  type: string
  room_id?: string | undefined
  sender: string
  state_key?: string | undefined
  content: unknown
}

/** Keeps the index at what the rooms say: our own, and those of partners that our people are in. */
export const followConsultRoom = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>,
  event: RoomEvent,
): Promise<void> => {
  if (event.type !== eventTypes.consultTask || !event.room_id) return
  const found = believedTask(event)
  if (!found) return
  const { homeServer, task } = found
  const own = context.config.clinic.serverName
  if (homeServer !== own && partnerStatus(context.db, homeServer) === null) return
  const roomId = event.room_id as RoomId
  if (hasOtherRoom(context, roomId, found) && (await closeLeftover(context, roomId, task))) return
  const isOurs = [...askersOf(task), ...task.candidates.map(({ userId }) => userId)].some((id) => serverOf(id) === own)
  if (isOurs) recordTask(context.db, context.now(), roomId, homeServer, task)
}
