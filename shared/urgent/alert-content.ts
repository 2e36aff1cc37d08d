import * as v from 'valibot'
import { onCallTier } from '../directory/tier.ts'
import { eventId, roomId, serverName, userId } from '../matrix/ids.ts'

/** FHIR R4 request-priority of what must be answered; `routine` is an ordinary message. */
export const urgencies = ['urgent', 'asap', 'stat'] as const
export type Urgency = (typeof urgencies)[number]

/** FHIR R4 Task.status: `draft` until the message is in the room, `accepted` once somebody has confirmed it. */
export const alertStatuses = ['draft', 'requested', 'accepted', 'cancelled', 'failed'] as const
export type AlertStatus = (typeof alertStatuses)[number]

/**
 * What can happen to an alert: it becomes a status, those who are called are called again, the next are called, or
 * somebody who is called hands it to a colleague.
 */
export const alertChangeNames = [
  'requested',
  'repeated',
  'escalated',
  'handed',
  'accepted',
  'cancelled',
  'failed',
] as const
export type AlertChangeName = (typeof alertChangeNames)[number]

const minuteMs = 60_000
const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** How long each step of the chain has to answer. */
export const answerWithin = v.pipe(v.number(), v.integer(), v.minValue(minuteMs), v.maxValue(24 * 60 * minuteMs))

/** Who is called at a step: those to whom it was written, a named person, or one tier of a department on duty. */
export const called = v.variant('kind', [
  v.object({ kind: v.literal('conversation') }),
  v.object({ kind: v.literal('person') }),
  v.object({
    kind: v.literal('service'),
    id: v.string(),
    name: v.string(),
    serverName,
    tier: onCallTier,
  }),
])

export const alertChange = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  change: v.picklist(alertChangeNames),
  /** Null: the timer. */
  by: v.nullable(userId),
  at: unixMs,
  /** How far the chain had been called then. */
  step: count,
  /** Who is called instead, of `handed`. */
  person: v.optional(userId),
})

/**
 * Content of the state event `app.consilium.urgent.alert`: who is called by when, and who has confirmed. Nothing of
 * what the message says. Written by the service account of the sender's clinic only.
 */
export const alertContent = v.object({
  /** Grows by one with every change. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Made by the sender's client; the same message never alerts twice. */
  alertId: v.pipe(v.string(), v.uuid()),
  status: v.picklist(alertStatuses),
  priority: v.picklist(urgencies),
  requester: userId,
  /** Where it was written, and stands as a message for everybody there. */
  conversation: roomId,
  authoredOn: unixMs,
  answerWithin,
  /**
   * Everybody who may be called, decided at sending: all of them are invited before the message is encrypted. To whom it
   * is handed since, the keys are given. `firstCalled`: who was called there, once somebody of them has handed it on.
   */
  steps: v.pipe(
    v.array(
      v.object({ called, people: v.pipe(v.array(userId), v.minLength(1)), firstCalled: v.optional(v.array(userId)) }),
    ),
    v.minLength(1),
    v.maxLength(20),
  ),
  /** The last step that is called, with those before it. */
  step: count,
  /** When those who are called are called again; null when they were, or nobody is called. */
  repeatAt: v.nullable(unixMs),
  /** When the next step is called, or nobody is left. */
  escalateAt: v.nullable(unixMs),
  /** The encrypted message, once it is in the room. */
  message: v.nullable(eventId),
  /** Who confirmed first, and their encrypted confirmation. */
  owner: v.nullable(userId),
  confirmation: v.nullable(eventId),
  changes: v.array(alertChange),
})
export type Alert = v.InferOutput<typeof alertContent>
export type AlertStep = Alert['steps'][number]

/** Null for anything that is not an alert of ours, whoever wrote it. */
export const parseAlert = (content: unknown): Alert | null => {
  const parsed = v.safeParse(alertContent, content)
  return parsed.success && parsed.output.step < parsed.output.steps.length ? parsed.output : null
}
