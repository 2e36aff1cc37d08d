import type { ConsultOutput } from '#shared/consults/api.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { alertCandidates } from './alert-candidates.ts'
import { closeLeftover } from './close-leftover.ts'
import { consultRoomBody } from './consult-room.ts'
import { consultView } from './consult-view.ts'
import { inviteCandidates } from './invite-candidates.ts'
import { claimRequest, findByRequest, recordTask } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'

/** Makes the room of a new task and calls who is on call; the same request never makes a second one. */
export const makeConsult = async (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  task: Task,
): Promise<Result<ConsultOutput, Refusal>> => {
  const { db, homeserver } = context
  const { requester, requestId, priority } = task
  if (!claimRequest(db, requester, requestId)) {
    // An earlier try was cut off: its room may be there without our knowing.
    await rebuildIndex(context)
    const found = findByRequest(db, requester, requestId)
    if (found) return ok(consultView(found))
  }
  const roomId = await homeserver.createRoom(consultRoomBody(task))
  const homeServer = context.config.clinic.serverName
  const earlier = findByRequest(db, requester, requestId)
  if (earlier && earlier.roomId !== roomId) {
    await closeLeftover(context, roomId, task)
    return ok(consultView(earlier))
  }

  recordTask(db, context.now(), roomId, homeServer, task)
  // What fails here is tried again by the timer.
  await inviteCandidates(context, roomId).catch(() => context.log.error('consult-invite-failed', { roomId }))

  alertCandidates(context, roomId, null, task)
  context.log.info('consult-requested', { roomId, priority, count: task.candidates.length })
  return ok({ roomId, homeServer, task })
}
