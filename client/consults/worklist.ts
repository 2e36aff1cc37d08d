import { byPriority, followUpWithinMs } from '#shared/consults/priority.ts'
import { dueAt, isAlerted, isLateFor, isOver, isUnclaimed } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'

/** In the order of the screen: what needs me now, what I have, what I wait for, what is over or in other hands. */
export const buckets = ['now', 'followUps', 'mine', 'onHold', 'waiting', 'answered', 'done'] as const
export type Bucket = (typeof buckets)[number]

/** So long a consult that nobody took stays in front of the one who asked. */
const unansweredShownMs = 24 * 60 * 60_000

const lastChangeAt = (task: Task): number => task.changes.at(-1)?.at ?? task.authoredOn

const bucketOfAsked = (task: Task, now: number): Bucket => {
  const sinceMs = now - lastChangeAt(task)
  if (task.status === 'on-hold') return 'now'
  if (task.status === 'failed' || task.status === 'rejected') return sinceMs < unansweredShownMs ? 'now' : 'done'
  if (task.status === 'completed') return !task.outcome && sinceMs < followUpWithinMs ? 'answered' : 'done'
  return isOver(task.status) ? 'done' : 'waiting'
}

const bucketOfOwned = (task: Task): Bucket => {
  if (task.status === 'on-hold') return 'onHold'
  if (task.isOverdue) return 'now'
  return task.question ? 'followUps' : 'mine'
}

export const bucketOf = (task: Task, me: UserId, now: number): Bucket => {
  if (isAlerted(task, me)) return 'now'
  if (task.requester === me) return bucketOfAsked(task, now)
  if (isOver(task.status)) return 'done'
  if (task.owner === me) return bucketOfOwned(task)
  if (isLateFor(task, me)) return 'now'
  const hasDeclined = task.candidates.some((one) => one.userId === me && one.declined)
  return isUnclaimed(task.status) && !hasDeclined ? 'waiting' : 'done'
}

export const byUrgency = (a: Consult, b: Consult): number =>
  byPriority(a.task.priority, b.task.priority) ||
  (dueAt(a.task) ?? Number.MAX_SAFE_INTEGER) - (dueAt(b.task) ?? Number.MAX_SAFE_INTEGER) ||
  a.task.authoredOn - b.task.authoredOn

const byRecency = (a: Consult, b: Consult): number => lastChangeAt(b.task) - lastChangeAt(a.task)

export type Worklist = Record<Bucket, Consult[]>

export const worklistOf = (consults: readonly Consult[], me: UserId, now: number): Worklist => {
  const list: Worklist = { now: [], followUps: [], mine: [], onHold: [], waiting: [], answered: [], done: [] }
  for (const consult of consults) list[bucketOf(consult.task, me, now)].push(consult)
  for (const bucket of buckets) list[bucket].sort(bucket === 'done' || bucket === 'answered' ? byRecency : byUrgency)
  return list
}

/** Those that interrupt: somebody waits within hours, and I am asked. Routine waits in the list. */
export const alertsOf = (consults: readonly Consult[], me: UserId): Consult[] =>
  consults.filter(({ task }) => task.priority !== 'routine' && isAlerted(task, me)).sort(byUrgency)
