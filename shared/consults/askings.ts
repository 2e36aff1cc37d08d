import type { ServerName, UserId } from '../matrix/ids.ts'
import type { Task } from './task-content.ts'
import { courseOf, everCalled, type Happened, isOfAlternative } from './task-course.ts'

/**
 * How it ended for a department: it `answered`; all of it `declined`, or who had it refused it; nobody took it in time, or
 * was left to (`silent`); the other choice has it (`elsewhere`); who asked withdrew it (`cancelled`).
 */
export const askingEnds = ['answered', 'declined', 'silent', 'elsewhere', 'cancelled'] as const
export type AskingEnd = (typeof askingEnds)[number]

/** One department or role that a consult was put to: figures count for whom was asked. Moments in Unix time, ms. */
export type Asking = {
  /** As the second choice. */
  isAlternative: boolean
  serviceServer: ServerName
  serviceId: string
  /** Of a second choice: when its turn came. Who takes it or declines before has had it from the start. */
  askedAt: number
  acceptedAt: number | null
  answeredAt: number | null
  /** How often its time ran out: to accept, or to answer. */
  escalations: number
  /** Null while nothing is decided. */
  end: AskingEnd | null
}

/** What became of a consult at each department that it was put to, by what its task says alone. */
export const askingsOf = (task: Task): Asking[] => {
  const { first, steps } = courseOf(task)
  const people = everCalled(task)
  const askings: Asking[] = []
  const of = (isAlternative: boolean, askedAt: number): Asking => {
    const known = askings.find((one) => one.isAlternative === isAlternative)
    if (known) return known
    const { id, serverName } = (isAlternative && task.alternative) || task.service
    const asking: Asking = {
      ...{ isAlternative, serviceServer: serverName, serviceId: id, askedAt },
      ...{ acceptedAt: null, answeredAt: null, escalations: 0, end: null },
    }
    askings.push(asking)
    return asking
  }
  const endOpen = (end: AskingEnd) => {
    for (const asking of askings) asking.end ??= end
  }
  /** Of a person's step. */
  const ofPerson = (userId: UserId | null, { before }: Happened, askedAt = task.authoredOn): Asking =>
    of(userId ? isOfAlternative(task, userId, before) : before.isAlternative, askedAt)

  const taken = (step: Happened, askedAt: number) => {
    const asking = ofPerson(step.owner, step, askedAt)
    asking.acceptedAt ??= step.change.at
    endOpen('elsewhere')
    asking.end = null
  }
  const declined = (step: Happened) => {
    const { change, before, from, out } = step
    if (change.by === from) ofPerson(from, step).end = 'declined'
    const isAlternative = change.by ? isOfAlternative(task, change.by, before) : before.isAlternative
    const isAllOut = people.every((one) => one.isAlternative !== isAlternative || one.isReceiver || out.has(one.userId))
    if (isAllOut) of(isAlternative, task.authoredOn).end ??= 'declined'
  }

  of(first.isAlternative, task.authoredOn)
  for (const step of steps) {
    const { change, before, after, from, owner } = step
    switch (change.change) {
      case 'accepted':
        taken(step, task.authoredOn)
        break
      case 'handed':
        taken(step, change.at)
        break
      case 'completed': {
        const asking = ofPerson(owner ?? change.by, step)
        asking.answeredAt ??= change.at
        asking.end = 'answered'
        break
      }
      case 'reopened':
        ofPerson(owner, step).end = null
        break
      case 'rejected':
        declined(step)
        break
      case 'cancelled':
        endOpen('cancelled')
        break
      case 'escalated':
      case 'failed':
        of(before.isAlternative, task.authoredOn).escalations += 1
        break
      case 'overdue':
        ofPerson(from, step).escalations += 1
        break
      default:
    }
    const went = change.change === 'rejected' ? 'declined' : 'silent'
    if (after.isAlternative !== before.isAlternative) {
      of(before.isAlternative, task.authoredOn).end ??= went
      of(after.isAlternative, change.at)
    }
    if (change.status === 'failed' || change.status === 'rejected') endOpen(went)
  }
  return askings
}
