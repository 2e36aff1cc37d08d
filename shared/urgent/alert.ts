import type { Refusal } from '../errors.ts'
import { type EventId, type RoomId, serverOf, type UserId } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'
import type { Alert, AlertChangeName, AlertStatus, AlertStep } from './alert-content.ts'

/**
 * An urgent message by FHIR R4 Task.status. The one place where its rules stand: the service of the sender's clinic
 * decides by it, every client shows by it.
 *
 * draft → requested → accepted. Unanswered, it is repeated, then the next step is called, then it has failed; one that
 * has failed can still be confirmed. Who is called may hand it to a colleague, whom the clock does not wait for any
 * longer. The sender may withdraw it until somebody has it.
 */
export type AlertActor = { kind: 'person'; userId: UserId } | { kind: 'timer' }
export type AlertMove = {
  to: AlertChangeName
  event?: EventId | undefined
  /** Of `handed`. */
  person?: UserId | undefined
  /** Of `escalated`: who has the duty of the next step now, where it is one. */
  onDuty?: readonly UserId[] | null
}
type AlertRole = 'requester' | 'called' | 'timer'

export const alertTransitions = {
  requested: { from: ['draft'], by: 'requester' },
  accepted: { from: ['requested', 'failed'], by: 'called' },
  cancelled: { from: ['draft', 'requested', 'failed'], by: 'requester' },
  handed: { from: ['requested', 'failed'], by: 'called' },
  repeated: { from: ['requested'], by: 'timer' },
  escalated: { from: ['requested'], by: 'timer' },
  failed: { from: ['requested'], by: 'timer' },
} as const satisfies Record<AlertChangeName, { from: readonly AlertStatus[]; by: AlertRole }>

/** People can be called to one alert; more of them would be a public address. */
export const mostCalled = 50
/** Kept in the state event; older ones are in the room's history. */
const keptChanges = 60

export type NewAlert = Pick<Alert, 'alertId' | 'priority' | 'requester' | 'conversation' | 'answerWithin' | 'steps'>

/** Nobody is called twice, and nobody calls themselves. */
export const newAlert = ({ steps: asked, ...rest }: NewAlert, now: number): Result<Alert, Refusal> => {
  const known = new Set<UserId>([rest.requester])
  const steps = asked.flatMap(({ called, people }): AlertStep[] => {
    const fresh = [...new Set(people)].filter((userId) => !known.has(userId))
    for (const userId of fresh) known.add(userId)
    return fresh.length > 0 ? [{ called, people: fresh }] : []
  })
  if (steps.length === 0) return refused({ code: 'nobody-on-call' })
  if (known.size - 1 > mostCalled) return refused({ code: 'too-large', details: { maxPeople: mostCalled } })
  return ok({
    ...rest,
    version: 1,
    status: 'draft',
    authoredOn: now,
    steps,
    step: 0,
    repeatAt: null,
    escalateAt: null,
    message: null,
    owner: null,
    confirmation: null,
    changes: [],
  })
}

export const isOpen = ({ status }: Pick<Alert, 'status'>): boolean => status === 'requested' || status === 'failed'

/** Everybody who is or may be called. */
export const calledPeople = ({ steps }: Pick<Alert, 'steps'>): UserId[] => [
  ...new Set(steps.flatMap(({ people }) => people)),
]

/** Who was called at a step, also where they have handed it on since. */
export const firstCalledOf = ({ people, firstCalled }: AlertStep): UserId[] => firstCalled ?? people

/** Everybody who may have what was written: those who are or may be called, who were, and who asked. */
export const mayReadAlert = (alert: Pick<Alert, 'steps' | 'changes' | 'requester'>, userId: UserId): boolean =>
  userId === alert.requester ||
  calledPeople(alert).includes(userId) ||
  alert.changes.some(({ change, by }) => change === 'handed' && by === userId)

/** Called by now, and nobody has confirmed: also after the time has run out. */
export const isCalled = (alert: Alert, userId: UserId): boolean =>
  isOpen(alert) && alert.steps.some(({ people }, at) => at <= alert.step && people.includes(userId))

/** The next moment at which the timer has to look. */
export const dueAt = ({ status, repeatAt, escalateAt }: Alert): number | null =>
  status === 'requested' ? (repeatAt ?? escalateAt) : null

/** What the timer has to do now, if anything. */
export const dueMove = (alert: Alert, now: number): 'repeated' | 'escalated' | 'failed' | null => {
  const { status, repeatAt, escalateAt, step, steps } = alert
  if (status !== 'requested' || escalateAt === null) return null
  if (now >= escalateAt) return step + 1 < steps.length ? 'escalated' : 'failed'
  return repeatAt !== null && now >= repeatAt ? 'repeated' : null
}

const roleOf = (alert: Alert, actor: AlertActor): AlertRole | null => {
  if (actor.kind === 'timer') return 'timer'
  if (actor.userId === alert.requester) return 'requester'
  return alert.steps.some(({ people }, at) => at <= alert.step && people.includes(actor.userId)) ? 'called' : null
}

/** To a colleague at the same clinic, who is not the one who asked. */
const mayTake = ({ requester }: Alert, by: AlertActor, person: UserId | undefined): boolean =>
  by.kind === 'person' &&
  person !== undefined &&
  person !== by.userId &&
  person !== requester &&
  serverOf(person) === serverOf(by.userId)

const legality = (alert: Alert, { to, event, person }: AlertMove, actor: AlertActor, now: number): Refusal | null => {
  const rule: { from: readonly AlertStatus[]; by: AlertRole } = alertTransitions[to]
  if (roleOf(alert, actor) !== rule.by) return { code: 'not-allowed' }
  if (to === 'accepted' && alert.owner) return { code: 'race-lost', details: { owner: alert.owner } }
  const illegal: Refusal = { code: 'illegal-transition', details: { from: alert.status, to } }
  if (!rule.from.includes(alert.status)) return illegal
  if (rule.by === 'timer' && dueMove(alert, now) !== to) return illegal
  if ((to === 'requested' || to === 'accepted') && !event) return illegal
  if (to === 'handed' && !mayTake(alert, actor, person)) return { code: 'bad-input', details: { field: 'person' } }
  return null
}

const calling = ({ answerWithin }: Alert, step: number, now: number): Partial<Alert> => ({
  step,
  repeatAt: now + Math.floor(answerWithin / 2),
  escalateAt: now + answerWithin,
})
const silent = { repeatAt: null, escalateAt: null } as const

const handedOn = (step: AlertStep, by: UserId, person: UserId): AlertStep =>
  step.people.includes(by)
    ? {
        ...step,
        people: [...new Set(step.people.map((userId) => (userId === by ? person : userId)))],
        firstCalled: firstCalledOf(step),
      }
    : step

/** In every step that is called by now. Those that come later call others: nobody waits twice for the same person. */
const calledInstead = ({ step, steps }: Alert, by: UserId, person: UserId): Pick<Alert, 'steps'> => ({
  steps: steps.flatMap((one, at) => {
    if (at <= step) return [handedOn(one, by, person)]
    const people = one.people.filter((userId) => userId !== person)
    return people.length > 0 ? [{ ...one, people }] : []
  }),
})

/** The next step, with whoever has its duty now. */
const callNext = (alert: Alert, onDuty: readonly UserId[], now: number): Partial<Alert> => {
  const next = alert.step + 1
  const people = onDuty.filter((userId) => userId !== alert.requester)
  const isChanged = people.length > 0 && alert.steps[next]?.called.kind === 'service'
  const steps = alert.steps.map((one, at) => (isChanged && at === next ? { ...one, people } : one))
  return { steps, ...calling(alert, next, now) }
}

const effect = (
  alert: Alert,
  { to, event, person, onDuty }: AlertMove,
  by: UserId | null,
  now: number,
): Partial<Alert> => {
  switch (to) {
    case 'requested':
      return { status: 'requested', message: event ?? null, ...calling(alert, 0, now) }
    case 'accepted':
      return { status: 'accepted', owner: by, confirmation: event ?? null, ...silent }
    case 'cancelled':
    case 'failed':
      return { status: to, ...silent }
    case 'repeated':
      return { repeatAt: null }
    case 'handed':
      return by && person ? calledInstead(alert, by, person) : {}
    case 'escalated':
      return callNext(alert, onDuty ?? [], now)
    default:
      return to satisfies never
  }
}

/** The alert after a move, or why not. */
export const moveAlert = (alert: Alert, move: AlertMove, actor: AlertActor, now: number): Result<Alert, Refusal> => {
  const refusal = legality(alert, move, actor, now)
  if (refusal) return refused(refusal)
  const by = actor.kind === 'person' ? actor.userId : null
  const next: Alert = { ...alert, ...effect(alert, move, by, now), version: alert.version + 1 }
  const handed = move.to === 'handed' && move.person ? { person: move.person } : {}
  const change = { version: next.version, change: move.to, by, at: now, step: next.step, ...handed }
  return ok({ ...next, changes: [...alert.changes, change].slice(-keptChanges) })
}

/**
 * What a confirmation refers to: the event that made the alert's room, by which rooms of version 12 are called. Every
 * server in the room knows it, also one that has come after the message, which a reference to the message would fail.
 */
export const confirmedBy = (roomId: RoomId): EventId => `$${roomId.slice(1)}` as EventId

/** An event of the alert's room as its server sees it: an encrypted one with what it refers to, or a deletion. */
export type HeardEvent = { eventId: EventId; sender: UserId; at: number } & (
  | { kind: 'said'; isConfirmation: boolean }
  | { kind: 'deleted'; redacts: EventId }
)

const heardMove = (alert: Alert, event: HeardEvent): AlertMove | null => {
  if (event.kind === 'deleted') return event.redacts === alert.message ? { to: 'cancelled' } : null
  if (alert.status === 'draft' && event.sender === alert.requester) return { to: 'requested', event: event.eventId }
  return event.isConfirmation ? { to: 'accepted', event: event.eventId } : null
}

/**
 * What an event does to the alert, whose content nobody here can read: the sender's first encrypted one is the message,
 * one that refers to the alert, of somebody who is called, confirms it, and the deletion of the message withdraws it.
 */
export const hearEvent = (alert: Alert, event: HeardEvent): Alert => {
  const move = heardMove(alert, event)
  if (!move) return alert
  const { sender, at } = event
  const moved = moveAlert(alert, move, { kind: 'person', userId: sender }, at)
  return moved.ok ? moved.value : alert
}

/** Whose turn it has become, or who is called again; nobody while it waits. */
export const newlyCalled = (before: Alert, after: Alert): UserId[] => {
  const isAgain = after.changes.some(({ change, version }) => change === 'repeated' && version > before.version)
  if (!isOpen(after)) return []
  return calledPeople(after).filter((userId) => isCalled(after, userId) && (isAgain || !isCalled(before, userId)))
}

/** Since when each step is called; null: not yet. */
export const calledSince = ({ changes }: Pick<Alert, 'changes'>, step: number): number | null =>
  changes.find((one) => one.step === step && (one.change === 'requested' || one.change === 'escalated'))?.at ?? null
