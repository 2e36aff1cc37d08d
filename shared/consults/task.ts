import type { Refusal } from '../errors.ts'
import { type EventId, type RoomId, type ServerName, serverOf, type UserId } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'
import { followUpWithinMs } from './priority.ts'
import {
  type BroughtIn,
  type ChangeName,
  keptChanges,
  type Outcome,
  type Reason,
  type ReasonedChange,
  reasons,
  type Task,
  type TaskChange,
  type TaskStatus,
} from './task-content.ts'
import { askedIn, askerAtHome, askersOf, isHandedUnseen, type Role, roleOf } from './task-people.ts'
import { businessStatusOf, inCareStatuses, isUnclaimed, waitingStatuses } from './task-status.ts'
import { isReached, nextStep, type Step } from './task-steps.ts'
import { acceptBy, answerBy, answeringService, answerLeftMs, dueChange, hoursOf } from './task-times.ts'
import { addWorkingTime } from './working-time.ts'

/**
 * The workflow of a consult by FHIR R4 Task.status. The one place where its rules stand: the home clinic's
 * service decides by it, the client shows by it what a person may do.
 */
export type Actor = { kind: 'person'; userId: UserId } | { kind: 'timer' }
/** What a change carries, where it needs it: the event of a report or of a question, a coded reason or outcome. */
export type Change = {
  to: ChangeName
  reason?: Reason | undefined
  report?: EventId | undefined
  question?: EventId | undefined
  outcome?: Outcome | undefined
  /** Of `handed`: to whom; of `stood-in`: who, where there is somebody. */
  person?: UserId | undefined
  /** Of `brought-in`: made by the service before. */
  part?: BroughtIn | undefined
}

export const transitions = {
  /** Who is called has seen it, and so has who was handed it: whoever handed it learns that it is not lost. */
  received: { from: ['requested', ...inCareStatuses], by: ['candidate', 'consultant'] },
  accepted: { from: waitingStatuses, by: ['candidate'] },
  /** A candidate declines for themselves; the task is rejected when nobody is left, or when its owner refuses it. */
  rejected: { from: [...waitingStatuses, ...inCareStatuses], by: ['candidate', 'consultant'] },
  /** Who asked may resume too: what was missing is there. */
  'in-progress': { from: ['accepted', 'on-hold'], by: ['consultant', 'requester'] },
  'on-hold': { from: ['accepted', 'in-progress'], by: ['consultant'] },
  completed: { from: inCareStatuses, by: ['consultant'] },
  cancelled: { from: [...waitingStatuses, ...inCareStatuses], by: ['requester'] },
  escalated: { from: waitingStatuses, by: ['system'] },
  failed: { from: waitingStatuses, by: ['system'] },
  interim: { from: ['accepted', 'in-progress'], by: ['consultant'] },
  /** Who asked looks at it again, also when they had closed it. */
  corrected: { from: ['completed'], by: ['consultant'] },
  overdue: { from: ['accepted', 'in-progress'], by: ['system'] },
  closed: { from: ['completed'], by: ['requester'] },
  reopened: { from: ['completed'], by: ['requester'] },
  /** The status stays, and so does the time to answer. */
  handed: { from: inCareStatuses, by: ['consultant'] },
  /** Who had it has left its room, or their account is closed: nobody would answer. */
  released: { from: inCareStatuses, by: ['system'] },
  /** Who asked has left its room, or their account is closed: nobody would read the answer. */
  'stood-in': { from: [...waitingStatuses, ...inCareStatuses], by: ['system'] },
  /** So does it here: both are answered, each by its owner. */
  'brought-in': { from: inCareStatuses, by: ['consultant'] },
} as const satisfies Record<ChangeName, { from: readonly TaskStatus[]; by: readonly Role[] }>

/** Nobody waits for these: they come when somebody is gone. */
const ofGone: readonly ChangeName[] = ['released', 'stood-in']

const details = (task: Task): Record<string, string | number> => ({
  status: task.status,
  version: task.version,
  ...(task.owner ? { owner: task.owner } : {}),
})

/**
 * That somebody has seen it, that somebody on call declined it, that the timer alerted somebody or that a colleague stands in for who
 * asked, changes nobody's mind.
 */
const isMinor = ({ change, status }: TaskChange) =>
  change === 'overdue' ||
  change === 'stood-in' ||
  change === 'received' ||
  (isUnclaimed(status) && (change === 'rejected' || change === 'escalated'))

/** How a request made at an older version stands: it was done already, something came first, or nothing did. */
const sinceThen = (
  task: Task,
  change: Change,
  actor: Actor,
  expectedVersion = task.version,
): 'done' | 'overtaken' | 'current' => {
  const isForgotten = expectedVersion < (task.changes[0]?.version ?? task.version + 1) - 1
  const since = task.changes.filter(({ version }) => version > expectedVersion)
  const same = since.find(
    (one) =>
      actor.kind === 'person' &&
      one.by === actor.userId &&
      one.change === change.to &&
      one.reason === change.reason &&
      one.person === change.person &&
      one.part?.requestId === change.part?.requestId,
  )
  // Who has accepted, or goes on with it, has it before their eyes: that they saw it, said beside it, comes after.
  const isImplied =
    change.to === 'received' &&
    actor.kind === 'person' &&
    since.some((one) => one.by === actor.userId && (one.change === 'accepted' || task.owner === actor.userId))
  if (isImplied) return 'done'
  const decisive = since.filter((one) => !isMinor(one))
  if (same && decisive.every((one) => one === same)) return 'done'
  return isForgotten || decisive.length > 0 ? 'overtaken' : 'current'
}

const legality = (task: Task, change: Change, actor: Actor, now: number): Refusal | null => {
  const role: Role | null = actor.kind === 'timer' ? 'system' : roleOf(task, actor.userId)
  const rule: { from: readonly TaskStatus[]; by: readonly Role[] } = transitions[change.to]
  if (!role) return { code: 'not-allowed' }
  const isLateCandidate = role === 'candidate' && rule.by.includes(role) && task.owner !== null
  if (isLateCandidate) return { code: 'race-lost', details: details(task) }
  if (!rule.by.includes(role)) return { code: 'not-allowed' }
  const illegal: Refusal = { code: 'illegal-transition', details: { from: task.status, to: change.to } }
  if (!rule.from.includes(task.status)) return illegal
  if (role === 'requester' && change.to === 'in-progress' && task.status !== 'on-hold') return { code: 'not-allowed' }
  if (role === 'system' && !ofGone.includes(change.to) && dueChange(task, now) !== change.to) return illegal
  if (
    role === 'consultant' &&
    change.to === 'received' &&
    actor.kind === 'person' &&
    !isHandedUnseen(task, actor.userId)
  )
    return illegal
  if (role === 'candidate' && change.to === 'rejected' && hasDeclined(task, actor)) return illegal
  if (change.to === 'closed' && task.outcome) return illegal
  if (change.to === 'reopened' && now > answeredAt(task) + followUpWithinMs) return illegal
  if (change.to === 'corrected' && change.report === task.output) return illegal
  const needs = needed[change.to]
  if (needs && !change[needs]) return { ...illegal, details: { ...illegal.details, needs } }
  if (!isRightPerson(task, change)) return { code: 'bad-input', details: { field: 'person' } }
  const mayBringIn = change.part !== undefined && !task.partOf && !isAskedAlready(task, change.part)
  if (change.to === 'brought-in' ? !mayBringIn : change.part !== undefined)
    return { code: 'bad-input', details: { field: 'part' } }
  const known: readonly string[] | undefined = reasons[change.to as ReasonedChange]
  if (known ? !change.reason || !known.includes(change.reason) : change.reason !== undefined)
    return { code: 'bad-input', details: { field: 'reason' } }
  return null
}

/**
 * One person keeps the overview, so that only the first consult brings in others; and nobody twice for the same, whom
 * people ask again there.
 */
const isAskedAlready = (task: Task, { service, requestId }: BroughtIn): boolean => {
  const changes = task.changes.filter(({ part }) => part?.requestId !== requestId)
  return askedIn({ ...task, changes }).some(
    ({ id, serverName }) => id === service.id && serverName === service.serverName,
  )
}

/** What a change cannot be without. */
const needed: Partial<Record<ChangeName, 'report' | 'question' | 'outcome'>> = {
  completed: 'report',
  interim: 'report',
  corrected: 'report',
  reopened: 'question',
  closed: 'outcome',
}

/** The newest word on it: the answer, or its correction. */
export const lastAnswer = ({ changes }: Pick<Task, 'changes'>): TaskChange | null =>
  changes.findLast(({ change }) => change === 'completed' || change === 'corrected') ?? null

const answeredAt = (task: Task): number => lastAnswer(task)?.at ?? 0

/** A colleague of who has it, at the same clinic; nobody answers their own question. */
const mayReceive = (task: Task, person: UserId): boolean =>
  task.owner !== null &&
  serverOf(person) === serverOf(task.owner) &&
  person !== task.owner &&
  !askersOf(task).includes(person)

/** A colleague of who asked, at the home clinic, who is not asked to answer it. */
export const mayStandIn = (task: Task, person: UserId): boolean =>
  serverOf(person) === serverOf(askerAtHome(task)) && roleOf(task, person) === null

const isRightPerson = (task: Task, { to, person }: Change): boolean => {
  if (to === 'handed') return person !== undefined && mayReceive(task, person)
  return person === undefined || (to === 'stood-in' && mayStandIn(task, person))
}

const hasDeclined = (task: Task, actor: Actor) =>
  actor.kind === 'person' && task.candidates.some((one) => one.userId === actor.userId && one.declined)

/** A status in which nobody is waited for: neither to accept nor to answer. */
const settled = (status: TaskStatus, rest: Partial<Task> = {}): Partial<Task> => ({
  status,
  escalateAt: null,
  answerBy: null,
  answerLeftMs: null,
  isOverdue: false,
  ...rest,
})

/** The answer is owed from now on, with what is left of the time for it. */
const answering = (status: TaskStatus, by: number, rest: Partial<Task> = {}): Partial<Task> =>
  settled(status, { answerBy: by, ...rest })

const goOn = (task: Task, now: number): Partial<Task> => {
  if (task.answerLeftMs === null) return { status: 'in-progress' }
  const hours = hoursOf(answeringService(task, task.owner), task.priority)
  return answering('in-progress', addWorkingTime(now, task.answerLeftMs, hours))
}

const alerting = (task: Task, step: Step, now: number): Partial<Task> => ({
  ...step,
  escalateAt: acceptBy(step.isAlternative && task.alternative ? task.alternative : task.service, task.priority, now),
})

const decline = (task: Task, userId: UserId, reason: Reason, now: number): Partial<Task> => {
  const candidates = task.candidates.map((one) => (one.userId === userId ? { ...one, declined: reason } : one))
  const isSomebodyAlerted = candidates.some((one) => !one.declined && isReached(one, task))
  if (isSomebodyAlerted) return { candidates }
  const step = nextStep({ ...task, candidates })
  return step
    ? { candidates, ...alerting(task, step, now) }
    : { candidates, ...settled('rejected', { statusReason: reason }) }
}

/** Whoever was called by then is called again, but for who has gone; when there is nobody, whoever comes next. */
const release = (task: Task, now: number): Partial<Task> => {
  const candidates = task.candidates.filter(({ userId }) => userId !== task.owner)
  const isSomebodyThere = candidates.some((one) => !one.declined && isReached(one, task))
  const { tier, isAlternative } = task
  const step = isSomebodyThere ? { tier, isAlternative } : nextStep({ ...task, candidates })
  const rest = { candidates, owner: null }
  return step ? { ...settled('requested', rest), ...alerting(task, step, now) } : settled('failed', rest)
}

/** A colleague answers for the department of who had it, whoever else was called meanwhile. */
const handOver = (task: Task, owner: UserId): Partial<Task> => {
  const { candidates, tier } = task
  const isKnown = candidates.some(({ userId }) => userId === owner)
  const isAlternative = candidates.some((one) => one.userId === task.owner && one.isAlternative)
  return {
    owner,
    candidates: isKnown ? candidates : [...candidates, { userId: owner, tier, isAlternative, isReceiver: true }],
  }
}

/** Why it waits is the same after a step that leaves its status. */
const kept = ({ statusReason }: Task): Partial<Task> => (statusReason ? { statusReason } : {})

const effect = (task: Task, change: Change, actor: Actor, now: number): Partial<Task> => {
  const { to, reason, report, question, outcome, person } = change
  const userId = actor.kind === 'person' ? actor.userId : null
  const withReason = reason ? { statusReason: reason } : {}
  switch (to) {
    case 'received':
      return isUnclaimed(task.status) ? { status: 'received' } : kept(task)
    case 'accepted':
      return answering('accepted', answerBy(task, userId, now), { owner: userId })
    case 'rejected':
      return userId && reason && task.owner !== userId
        ? decline(task, userId, reason, now)
        : settled('rejected', withReason)
    case 'completed':
      return settled('completed', { output: report ?? null })
    case 'on-hold':
      return settled('on-hold', { ...withReason, answerLeftMs: answerLeftMs(task, now) })
    case 'cancelled':
      return settled('cancelled', withReason)
    case 'in-progress':
      return goOn(task, now)
    case 'corrected':
      return { output: report ?? null, outcome: null }
    case 'interim':
      return { status: 'in-progress', interim: report ?? null }
    case 'failed':
      return settled('failed')
    case 'escalated': {
      const step = nextStep(task)
      return step ? alerting(task, step, now) : {}
    }
    case 'overdue':
      return { isOverdue: true }
    case 'closed':
      return { outcome: outcome ?? null }
    case 'reopened':
      return answering('accepted', answerBy(task, task.owner, now), { question: question ?? null, outcome: null })
    case 'brought-in':
      return kept(task)
    case 'released':
      return release(task, now)
    case 'stood-in':
      return { standIn: person ?? null, ...kept(task) }
    case 'handed':
      // What it waits for is still missing for the next one.
      return {
        ...(person ? handOver(task, person) : {}),
        ...kept(task),
      }
    default:
      return to satisfies never
  }
}

/**
 * The task after a change, or why not. `expectedVersion` is what the person saw when they decided; the answer to
 * a repeated request is the task as it stands, unchanged.
 */
export const transition = (
  task: Task,
  change: Change & { expectedVersion?: number | undefined },
  actor: Actor,
  now: number,
): Result<Task, Refusal> => {
  const standing = sinceThen(task, change, actor, change.expectedVersion)
  if (standing === 'done') return ok(task)
  const refusal = legality(task, change, actor, now)
  if (refusal?.code === 'not-allowed' || refusal?.code === 'bad-input') return refused(refusal)
  if (standing === 'overtaken') return refused({ code: 'race-lost', details: details(task) })
  if (refusal) return refused(refusal)

  const { statusReason: _, ...rest } = task
  const next: Task = { ...rest, ...effect(task, change, actor, now), version: task.version + 1 }
  const by = actor.kind === 'person' ? actor.userId : null
  return ok({
    ...next,
    businessStatus: businessStatusOf(next),
    changes: [
      ...task.changes,
      {
        version: next.version,
        change: change.to,
        status: next.status,
        by,
        at: now,
        ...(change.reason ? { reason: change.reason } : {}),
        ...(change.outcome ? { outcome: change.outcome } : {}),
        ...(change.person ? { person: change.person } : {}),
        ...(change.part ? { part: change.part } : {}),
      },
    ].slice(-keptChanges),
  })
}

const anyEvent = '$any' as EventId
const anyPart: BroughtIn = {
  roomId: '!any' as RoomId,
  requestId: '',
  label: '',
  service: { id: '', name: '', specialty: 'general-medicine', serverName: '' as ServerName },
  priority: 'routine',
}

/** What a person may ask for at a time; the buttons of the client. */
export const openTo = (task: Task, userId: UserId, now: number): ChangeName[] => {
  const names = Object.keys(transitions) as ChangeName[]
  return names.filter((to) => {
    const known = reasons[to as ReasonedChange] as readonly Reason[] | undefined
    const reason = known?.[0]
    const person = to === 'handed' ? (`@any:${serverOf(userId)}` as UserId) : undefined
    const part = to === 'brought-in' ? anyPart : undefined
    const change: Change = { to, reason, report: anyEvent, question: anyEvent, outcome: 'no-change', person, part }
    return !legality(task, change, { kind: 'person', userId }, now)
  })
}
