import { byPriority } from '#shared/consults/priority.ts'
import { isAlerted, isOver, isUnclaimed } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'

/** In the order of the screen: what needs me now, what I have, what I wait for, what is over or in other hands. */
export const buckets = ['now', 'mine', 'waiting', 'done'] as const
export type Bucket = (typeof buckets)[number]

/** So long a consult that nobody took stays in front of the one who asked. */
const unansweredShownMs = 24 * 60 * 60_000

const lastChangeAt = (task: Task): number => task.changes.at(-1)?.at ?? task.authoredOn

export const bucketOf = (task: Task, me: UserId, now: number): Bucket => {
  if (isAlerted(task, me)) return 'now'
  if (task.requester === me) {
    if (task.status === 'on-hold') return 'now'
    const isUnanswered = task.status === 'failed' || task.status === 'rejected'
    if (isUnanswered && now - lastChangeAt(task) < unansweredShownMs) return 'now'
    return isOver(task.status) ? 'done' : 'waiting'
  }
  if (isOver(task.status)) return 'done'
  if (task.owner === me) return 'mine'
  const hasDeclined = task.candidates.some((one) => one.userId === me && one.declined)
  return isUnclaimed(task.status) && !hasDeclined ? 'waiting' : 'done'
}

const byUrgency = (a: Consult, b: Consult): number =>
  byPriority(a.task.priority, b.task.priority) ||
  (a.task.escalateAt ?? Number.MAX_SAFE_INTEGER) - (b.task.escalateAt ?? Number.MAX_SAFE_INTEGER) ||
  a.task.authoredOn - b.task.authoredOn

const byRecency = (a: Consult, b: Consult): number => lastChangeAt(b.task) - lastChangeAt(a.task)

export type Worklist = Record<Bucket, Consult[]>

export const worklistOf = (consults: readonly Consult[], me: UserId, now: number): Worklist => {
  const list: Worklist = { now: [], mine: [], waiting: [], done: [] }
  for (const consult of consults) list[bucketOf(consult.task, me, now)].push(consult)
  for (const bucket of buckets) list[bucket].sort(bucket === 'done' ? byRecency : byUrgency)
  return list
}

/** Those that interrupt: somebody waits within hours, and I am asked. Routine waits in the list. */
export const alertsOf = (consults: readonly Consult[], me: UserId): Consult[] =>
  consults.filter(({ task }) => task.priority !== 'routine' && isAlerted(task, me)).sort(byUrgency)
