import { dueChange } from '#shared/consults/task-times.ts'
import type { Context } from '../context.ts'
import { keepDeadlines } from '../deadlines.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import { changeTask } from './change-task.ts'
import { inviteCandidates } from './invite-candidates.ts'
import { type ConsultRow, listDue, listUninvited, nextDueAt } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'

type EscalationContext = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>

const escalate = async (context: EscalationContext, lock: RoomLock, { roomId }: ConsultRow): Promise<void> => {
  const moved = await changeTask(context, lock, roomId, { kind: 'timer' }, (task) => {
    const to = dueChange(task, context.now())
    return to ? { to } : null
  })
  if (!moved.ok) throw new Error(moved.error.code)
}

/** Does what is due now. Returns whether all of it could be done. */
export const escalateConsults = async (context: EscalationContext, lock: RoomLock): Promise<boolean> => {
  const { db, config, now, log } = context
  const { serverName } = config.clinic
  const outcomes = [
    // Who is called must be invited first.
    ...(await Promise.allSettled(listUninvited(db, serverName).map(({ roomId }) => inviteCandidates(context, roomId)))),
    ...(await Promise.allSettled(listDue(db, serverName, now()).map((row) => escalate(context, lock, row)))),
  ]
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  if (failed > 0) log.error('escalation-failed', { count: failed })
  return failed === 0
}

/** Alerts the next tier when the one before has not accepted in time, and who is late with an answer. The times stand in the rooms and in the index. */
export const startEscalations = (context: EscalationContext, lock: RoomLock = roomLock): Disposable =>
  keepDeadlines({
    now: context.now,
    work: () => escalateConsults(context, lock),
    next: () => nextDueAt(context.db, context.config.clinic.serverName),
    async catchUp() {
      try {
        const count = await rebuildIndex(context)
        if (count > 0) context.log.info('consults-indexed', { count })
      } catch (error) {
        context.log.error('consults-not-indexed', {})
        throw error
      }
    },
  })
