import { askersOf } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { inviteMissing } from '../matrix/invite-missing.ts'
import { recordInvited } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

/**
 * Invites everybody on call, and whoever else asked, who has no invitation yet. May be called any number of times: what the room says
 * decides.
 */
export const inviteCandidates = async (
  context: Pick<Context, 'db' | 'homeserver' | 'log'>,
  roomId: RoomId,
): Promise<void> => {
  const state = await context.homeserver.state(roomId)
  const found = taskOfRoom(state)
  if (!found) return
  const candidates = isOver(found.task.status) ? [] : found.task.candidates.map(({ userId }) => userId)
  const people = [...askersOf(found.task), ...candidates]
  const failed = await inviteMissing(context.homeserver, roomId, state, people)
  if (failed > 0) context.log.error('consult-invite-failed', { roomId, count: failed })
  else recordInvited(context.db, roomId)
}
