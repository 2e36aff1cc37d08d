import { serverOf, type UserId } from '../matrix/ids.ts'
import type { Task, TaskChange } from './task-content.ts'
import { ownersOf } from './task-people.ts'
import { isReached, nextStep, orderOf, type Step } from './task-steps.ts'

/**
 * What a task says of its past. It carries its changes, not who was called at each of them, nor whose it was: that
 * follows from whom it can call, and from who declined or left by then.
 */
export type Happened = {
  change: TaskChange
  /** Who was called before it, and after. */
  before: Step
  after: Step
  /** Who had it before, and has it after. */
  from: UserId | null
  owner: UserId | null
  /** Who declined or left by then. */
  out: ReadonlySet<UserId>
}
export type Course = { first: Step; steps: Happened[] }

type Called = Pick<Task['candidates'][number], 'userId' | 'tier' | 'isAlternative' | 'isReceiver'>

/** Whether a person is of the second choice; of one who has left, by their clinic, or else by who was called then. */
export const isOfAlternative = (
  { service, alternative, candidates }: Task,
  userId: UserId,
  called: Pick<Step, 'isAlternative'>,
): boolean => {
  if (!alternative) return false
  if (service.serverName !== alternative.serverName) return serverOf(userId) === alternative.serverName
  return candidates.find((one) => one.userId === userId)?.isAlternative ?? called.isAlternative
}

/** Those who can be called, and those who could be until they left. */
export const everCalled = (task: Task): Called[] => {
  const left = ownersOf(task).filter((userId) => !task.candidates.some((one) => one.userId === userId))
  const gone = left.map((userId): Called => {
    const isAlternative = isOfAlternative(task, userId, { isAlternative: false })
    return { userId, tier: 'first', isAlternative }
  })
  return [...task.candidates.map(({ declined: _, ...one }) => one), ...gone]
}

export const courseOf = (task: Task): Course => {
  const candidates = everCalled(task)
  const [lowest = task] = candidates
    .filter(({ isReceiver }) => !isReceiver)
    .toSorted((one, other) => orderOf(one) - orderOf(other))
  const first: Step = { tier: lowest.tier, isAlternative: lowest.isAlternative }
  let called = first
  let owner: UserId | null = null
  let out: ReadonlySet<UserId> = new Set()
  const receivers = new Set<UserId>()
  const there = () =>
    candidates.filter(({ userId, isReceiver }) => !out.has(userId) && (!isReceiver || receivers.has(userId)))
  const callNext = () => {
    called = nextStep({ candidates: there(), ...called }) ?? called
  }
  const goesWithout = (userId: UserId | null) => {
    if (userId) out = new Set([...out, userId])
    if (!there().some((one) => isReached(one, called))) callNext()
  }
  const steps = task.changes.map((change): Happened => {
    const [before, from] = [called, owner]
    switch (change.change) {
      case 'accepted':
        owner = change.by
        break
      case 'handed':
        owner = change.person ?? owner
        if (owner) receivers.add(owner)
        break
      case 'released':
        owner = null
        goesWithout(from)
        break
      case 'rejected':
        if (change.by !== owner) goesWithout(change.by)
        break
      case 'escalated':
        callNext()
        break
      default:
    }
    return { change, before, after: called, from, owner, out }
  })
  return { first, steps }
}
