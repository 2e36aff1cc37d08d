import { byPriority, followUpWithinMs, type Priority } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { askersOf, isAlerted, isHandedUnseen, isLateFor } from '#shared/consults/task-people.ts'
import { isOver, isUnclaimed } from '#shared/consults/task-status.ts'
import { dueAt } from '#shared/consults/task-times.ts'
import { foldedText, searchWords } from '#shared/directory/search-text.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'

/** A consult as the list shows it, whether or not its room is on this device. */
export type Listed = Pick<Consult, 'roomId' | 'homeServer' | 'task'>

/** In the order of the screen: what needs me now, what I have, what I wait for, what is over or in other hands. */
export const buckets = ['now', 'followUps', 'mine', 'onHold', 'waiting', 'answered', 'done'] as const
export type Bucket = (typeof buckets)[number]

/** So long a consult that nobody took stays in front of the one who asked. */
const unansweredShownMs = 24 * 60 * 60_000

export const lastChangeAt = (task: Task): number => task.changes.at(-1)?.at ?? task.authoredOn

const bucketOfAsked = (task: Task, now: number): Bucket => {
  const sinceMs = now - lastChangeAt(task)
  if (task.status === 'on-hold') return 'now'
  if (task.status === 'failed' || task.status === 'rejected') return sinceMs < unansweredShownMs ? 'now' : 'done'
  if (task.status === 'completed') return !task.outcome && sinceMs < followUpWithinMs ? 'answered' : 'done'
  return isOver(task.status) ? 'done' : 'waiting'
}

const bucketOfOwned = (task: Task, me: UserId): Bucket => {
  if (isHandedUnseen(task, me)) return 'now'
  if (task.status === 'on-hold') return 'onHold'
  if (task.isOverdue) return 'now'
  return task.question ? 'followUps' : 'mine'
}

export const bucketOf = (task: Task, me: UserId, now: number): Bucket => {
  if (isAlerted(task, me)) return 'now'
  if (askersOf(task).includes(me)) return bucketOfAsked(task, now)
  if (isOver(task.status)) return 'done'
  if (task.owner === me) return bucketOfOwned(task, me)
  if (isLateFor(task, me)) return 'now'
  const hasDeclined = task.candidates.some((one) => one.userId === me && one.declined)
  return isUnclaimed(task.status) && !hasDeclined ? 'waiting' : 'done'
}

export const byUrgency = (a: Listed, b: Listed): number =>
  byPriority(a.task.priority, b.task.priority) ||
  (dueAt(a.task) ?? Number.MAX_SAFE_INTEGER) - (dueAt(b.task) ?? Number.MAX_SAFE_INTEGER) ||
  a.task.authoredOn - b.task.authoredOn

const byRecency = (a: Listed, b: Listed): number => lastChangeAt(b.task) - lastChangeAt(a.task)

export type Worklist = Record<Bucket, readonly Consult[]>

export const worklistOf = (consults: readonly Consult[], me: UserId, now: number): Worklist => {
  const list: Record<Bucket, Consult[]> = {
    now: [],
    followUps: [],
    mine: [],
    onHold: [],
    waiting: [],
    answered: [],
    done: [],
  }
  for (const consult of consults) list[bucketOf(consult.task, me, now)].push(consult)
  for (const bucket of buckets) list[bucket].sort(bucket === 'done' || bucket === 'answered' ? byRecency : byUrgency)
  return list
}

/** Those that the person should look at: they are asked, or somebody wrote in one that they have or asked for. */
export const needing = (list: Worklist, me: UserId, unread: ReadonlyMap<RoomId, number>): Consult[] => {
  const isOf = ({ owner, ...task }: Task) => owner === me || askersOf(task).includes(me)
  const others = [list.mine, list.onHold, list.waiting, list.answered].flat()
  return [...list.now, ...list.followUps, ...others.filter(({ roomId, task }) => isOf(task) && unread.get(roomId))]
}

/** Each part with those that `wanted` leaves, in the same order. */
export const narrowed = (list: Worklist, wanted: (part: readonly Consult[]) => readonly Consult[]): Worklist => ({
  now: wanted(list.now),
  followUps: wanted(list.followUps),
  mine: wanted(list.mine),
  onHold: wanted(list.onHold),
  waiting: wanted(list.waiting),
  answered: wanted(list.answered),
  done: wanted(list.done),
})

/**
 * What our service knows of those that are over, as far as it was read: newest change first. `isOpen`: stands further up
 * in the list for this person, as what was answered and is not closed yet.
 */
export type Past = { consults: readonly Listed[]; hasMore: boolean; isOpen(roomId: RoomId): boolean }

/**
 * The end of the list, which grows at its end alone: of the rooms that are here, no older ones than those that were
 * read, as long as there are more to read.
 */
export const withPast = (done: readonly Consult[], { consults, hasMore, isOpen }: Past): Listed[] => {
  const here = new Set(done.map(({ roomId }) => roomId))
  const last = consults.at(-1)
  const oldest = hasMore && last ? lastChangeAt(last.task) : Number.NEGATIVE_INFINITY
  return [
    ...done.filter(({ task }) => lastChangeAt(task) >= oldest),
    ...consults.filter(({ roomId }) => !here.has(roomId) && !isOpen(roomId)),
  ].sort(byRecency)
}

/** Those in which every word occurs that somebody typed; `textsOf` says what the screen says of one. */
export const foundBy = <T extends Listed>(
  consults: readonly T[],
  typed: string,
  textsOf: (task: Task) => readonly string[],
): readonly T[] => {
  const words = searchWords(typed)
  if (words.length === 0) return consults
  return consults.filter(({ task }) => {
    const text = foldedText(textsOf(task))
    return words.every((word) => text.includes(word))
  })
}

export const ofPriority = <T extends Listed>(consults: readonly T[], wanted: Priority | 'all'): readonly T[] =>
  wanted === 'all' ? consults : consults.filter(({ task }) => task.priority === wanted)

/**
 * Those that interrupt: somebody waits within hours, and I am asked, or was handed it and have not said yet that I saw it.
 * Routine waits in the list.
 */
export const alertsOf = (consults: readonly Consult[], me: UserId): Consult[] =>
  consults
    .filter(({ task }) => task.priority !== 'routine' && (isAlerted(task, me) || isHandedUnseen(task, me)))
    .sort(byUrgency)
