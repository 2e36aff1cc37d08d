import { dueChange } from '#shared/consults/task.ts'
import type { Context } from '../context.ts'
import { changeTask } from './change-task.ts'
import { inviteCandidates } from './invite-candidates.ts'
import { type ConsultRow, listWaiting } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { consultLock, type RoomLock } from './room-lock.ts'

type EscalationContext = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>

/** A consult that is asked meanwhile may be due before the one we wait for. */
const longestSleepMs = 10_000
const shortestSleepMs = 250
/** While Synapse is away, or starts beside us. */
const retryMs = 2_000

const escalate = async (context: EscalationContext, lock: RoomLock, row: ConsultRow): Promise<void> => {
  if (!row.isInvited) await inviteCandidates(context, row.roomId)
  if (row.escalateAt === null || row.escalateAt > context.now()) return
  const moved = await changeTask(context, lock, row.roomId, { kind: 'timer' }, (task) => {
    const to = dueChange(task, context.now())
    return to ? { to } : null
  })
  if (!moved.ok) throw new Error(moved.error.code)
}

/** Does what is due now. Returns whether all of it could be done. */
export const escalateConsults = async (context: EscalationContext, lock: RoomLock): Promise<boolean> => {
  const rows = listWaiting(context.db, context.config.clinic.serverName)
  const outcomes = await Promise.allSettled(rows.map((row) => escalate(context, lock, row)))
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  if (failed > 0) context.log.error('escalation-failed', { count: failed })
  return failed === 0
}

const sleepMs = (context: EscalationContext, isDone: boolean): number => {
  if (!isDone) return retryMs
  const next = listWaiting(context.db, context.config.clinic.serverName).find(({ escalateAt }) => escalateAt !== null)
  const untilNext = (next?.escalateAt ?? Number.POSITIVE_INFINITY) - context.now()
  return Math.min(longestSleepMs, Math.max(shortestSleepMs, untilNext))
}

/**
 * Alerts the next tier when the one before has not accepted in time. The times stand in the rooms and in the index,
 * so a restart loses nothing: what came due meanwhile is done first.
 */
export const startEscalations = (context: EscalationContext, lock: RoomLock = consultLock): Disposable => {
  let timer: NodeJS.Timeout | undefined
  let rebuildTimer: NodeJS.Timeout | undefined
  let isStopped = false
  let isComplete = false

  // Beside the timer, which must not wait for it: what the index knows may be due.
  const rebuild = async () => {
    try {
      const count = await rebuildIndex(context)
      if (count > 0) context.log.info('consults-indexed', { count })
      isComplete = true
      look()
    } catch {
      context.log.error('consults-not-indexed', {})
      if (!isStopped) rebuildTimer = setTimeout(rebuild, retryMs)
    }
  }
  const round = async () => {
    clearTimeout(timer)
    const isDone = await escalateConsults(context, lock)
    if (!isStopped) timer = setTimeout(look, sleepMs(context, isDone && isComplete))
  }
  let turn = Promise.resolve()
  const look = () => {
    turn = turn.then(round)
  }
  void rebuild()
  look()

  return {
    [Symbol.dispose]() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(rebuildTimer)
    },
  }
}
