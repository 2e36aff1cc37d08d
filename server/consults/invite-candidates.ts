import { isOver } from '#shared/consults/task.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { recordInvited } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

/**
 * Invites everybody on call who has no invitation yet. May be called any number of times: what the room says
 * decides. One whom we cannot reach does not keep the others waiting.
 */
export const inviteCandidates = async (
  context: Pick<Context, 'db' | 'homeserver' | 'log'>,
  roomId: RoomId,
): Promise<void> => {
  const state = await context.homeserver.state(roomId)
  const found = taskOfRoom(state)
  if (!found) return
  const known = new Set(state.filter(({ type }) => type === eventTypes.member).map(({ state_key }) => state_key))
  const missing = isOver(found.task.status) ? [] : found.task.candidates.filter(({ userId }) => !known.has(userId))
  const outcomes = await Promise.allSettled(missing.map(({ userId }) => context.homeserver.invite(roomId, userId)))
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  if (failed > 0) context.log.error('consult-invite-failed', { roomId, count: failed })
  else recordInvited(context.db, roomId)
}
