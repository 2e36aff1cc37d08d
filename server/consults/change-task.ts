import type { ConsultOutput } from '#shared/consults/api.ts'
import { type Actor, type Change, transition } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { isInCareOf } from '#shared/consults/task-status.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { mustHaveRoom } from '../db/open-database.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertCandidates } from './alert-candidates.ts'
import { inviteCandidates } from './invite-candidates.ts'
import { hasNewPeople, recordTask } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'
import { tellAbsent } from './tell-absent.ts'

/** Not who is still to be invited, as somebody to whom it has just been handed. */
const hasLeft = (state: readonly StateEvent[], person: UserId): boolean =>
  state.some(
    ({ type, state_key, content }) =>
      type === eventTypes.member && state_key === person && ['leave', 'ban'].includes(String(content['membership'])),
  )

/** A task whose owner has left its room is free again, for those who are still there. */
const withOwner = (state: readonly StateEvent[], task: Task, now: number): Task => {
  if (!isInCareOf(task) || task.owner === null || !hasLeft(state, task.owner)) return task
  const candidates = task.candidates.filter(({ userId }) => userId === task.owner || !hasLeft(state, userId))
  const freed = transition({ ...task, candidates }, { to: 'released' }, { kind: 'timer' }, now)
  return freed.ok ? freed.value : task
}

type Asked = Change & { expectedVersion?: number | undefined }

/**
 * Moves a task of our own clinic, one at a time per room. What the room says is read anew each time, so that a
 * crash after writing to it is healed by the next change. `decide` sees the task and says what shall happen.
 */
export const changeTask = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  lock: RoomLock,
  roomId: RoomId,
  actor: Actor,
  decide: (task: Task) => Asked | null,
): Promise<Result<ConsultOutput, Refusal>> =>
  lock(roomId, async () => {
    const state = await context.homeserver.state(roomId)
    const found = taskOfRoom(state)
    const homeServer = context.config.clinic.serverName
    if (!found || found.homeServer !== homeServer) return refused({ code: 'not-found' })
    const before = found.task

    const change = decide(before)
    const moved = change ? transition(before, change, actor, context.now()) : ok(before)
    if (!moved.ok) {
      recordTask(context.db, context.now(), roomId, homeServer, before)
      return moved
    }
    const task = withOwner(state, moved.value, context.now())

    if (task !== before) {
      mustHaveRoom(context.db)
      await context.homeserver.sendState(roomId, eventTypes.consultTask, '', task)
    }

    recordTask(context.db, context.now(), roomId, homeServer, task)

    // What fails here is tried again by the timer.
    if (hasNewPeople(before, task))
      await inviteCandidates(context, roomId).catch(() => context.log.error('consult-invite-failed', { roomId }))

    if (task !== before) {
      alertCandidates(context, roomId, before, task)
      tellAbsent(context, roomId, state, before, task)
      context.log.info('consult-moved', {
        roomId,
        consultStatus: task.status,
        priority: task.priority,
        tier: task.tier,
      })
    }
    return ok({ roomId, homeServer, task })
  })
