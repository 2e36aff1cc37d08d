import * as v from 'valibot'
import { specialty } from '../directory/api.ts'
import { serviceTimes } from '../directory/service-times.ts'
import { onCallTier } from '../directory/tier.ts'
import { eventId, roomId, serverName, userId } from '../matrix/ids.ts'
import { priorities } from './priority.ts'

/** FHIR R4 Task.status, as far as a consult uses it. */
export const taskStatuses = [
  'requested',
  'received',
  'accepted',
  'in-progress',
  'on-hold',
  'completed',
  'rejected',
  'cancelled',
  'failed',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** Task.businessStatus: the finer words of IHE 360X, and words of ours where it has none. */
export const businessStatuses = [
  'received',
  'accepted',
  'needs-info',
  'interim-results',
  'follow-up',
  'outcome-final',
  'closed',
  'declined',
  'cancelled',
  'expired',
] as const
export type BusinessStatus = (typeof businessStatuses)[number]

/**
 * What can happen to a task: it becomes a status; the timer alerts the next tier (`escalated`) or says that an answer
 * is late (`overdue`); an interim answer is given; a signed report is exchanged for another one (`corrected`); who has it
 * hands it to somebody else (`handed`), or is in its room no more, so that those on call are asked again (`released`); who
 * asked closes it with its outcome, or asks again (`reopened`), or is in its room no more, so that a colleague stands in
 * for them (`stood-in`). Who has it brings in a further specialty (`brought-in`), which has a consult of its own.
 */
export const changeNames = [
  'received',
  'accepted',
  'rejected',
  'in-progress',
  'on-hold',
  'completed',
  'cancelled',
  'escalated',
  'failed',
  'interim',
  'corrected',
  'overdue',
  'closed',
  'reopened',
  'handed',
  'released',
  'stood-in',
  'brought-in',
] as const
export type ChangeName = (typeof changeNames)[number]
/** A step of a clinic whose version knows more of them than ours: that there was one is seen all the same. */
const unknownChange = 'other'

/** Coded, so that no clinical words reach room state. */
export const reasons = {
  rejected: ['wrong-specialty', 'insufficient-data', 'capacity', 'not-indicated', 'other'],
  cancelled: ['no-longer-needed', 'asked-elsewhere', 'transferred', 'entered-in-error', 'other'],
  'on-hold': ['needs-history', 'needs-imaging', 'needs-laboratory', 'needs-examination', 'other'],
  handed: ['end-of-shift', 'other-competence', 'capacity', 'other'],
  'brought-in': ['further-question', 'joint-decision', 'second-opinion', 'other'],
} as const
export type ReasonedChange = keyof typeof reasons
export const allReasons = [
  ...new Set([
    ...reasons.rejected,
    ...reasons.cancelled,
    ...reasons['on-hold'],
    ...reasons.handed,
    ...reasons['brought-in'],
  ]),
] as const satisfies readonly string[]
export type Reason = (typeof reasons)[ReasonedChange][number]

/** What became of the answer, said by who asked. */
export const outcomes = ['advice-followed', 'transferred', 'seen-in-person', 'no-change'] as const
export type Outcome = (typeof outcomes)[number]

const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))
const reason = v.fallback(v.picklist(allReasons), 'other')

const requestId = v.pipe(v.string(), v.uuid())
const label = v.pipe(v.string(), v.regex(/^[0-9A-F]{4}$/))

/** A consult by its ids. */
const consultRef = { roomId, requestId, label }
/** What a further specialty was brought in with: a consult of its own. */
const broughtIn = v.object({
  ...consultRef,
  service: v.object({ id: v.string(), name: v.string(), specialty, serverName }),
  priority: v.picklist(priorities),
})
export type BroughtIn = v.InferOutput<typeof broughtIn>
/** The consult whose owner brought this one in, and who asked there: they belong to both. */
const partOf = v.object({ ...consultRef, requester: userId })
export type PartOf = v.InferOutput<typeof partOf>

export const taskChange = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  change: v.fallback(v.picklist([...changeNames, unknownChange]), unknownChange),
  /** The status after it: a decline leaves the task open while somebody else is on call. */
  status: v.picklist(taskStatuses),
  /** Null: the timer. */
  by: v.nullable(userId),
  at: unixMs,
  reason: v.optional(reason),
  outcome: v.optional(v.picklist(outcomes)),
  /** Who has it from then on, of `handed`; who looks after the question, of `stood-in`: without, there was nobody. */
  person: v.optional(userId),
  /** Of `brought-in`. */
  part: v.optional(broughtIn),
})
export type TaskChange = v.InferOutput<typeof taskChange>

/** A department as it was when it was asked; with the person of it who was asked for. */
const taskService = v.object({
  id: v.string(),
  name: v.string(),
  specialty,
  serverName,
  practitioner: v.optional(v.nullable(userId), null),
  times: v.optional(v.nullable(serviceTimes), null),
})
export type TaskService = v.InferOutput<typeof taskService>

/** The newest changes that a task carries; older ones are in the room's history of state events. */
export const keptChanges = 100

/**
 * Content of the state event `app.consilium.consult.task`: the workflow and nothing clinical.
 * Written by the service account of the consult's home clinic only.
 */
export const taskContent = v.object({
  /** Grows by one with every change. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Names the consult where people talk about it, e.g. `7F3A`. */
  label,
  /** Made by the asking client; the same request is never made twice. */
  requestId,
  status: v.picklist(taskStatuses),
  businessStatus: v.picklist(businessStatuses),
  statusReason: v.optional(reason),
  priority: v.picklist(priorities),
  authoredOn: unixMs,
  requester: userId,
  /** Who looks after the question since whoever asked at the home clinic is gone; they may what the requester may. */
  standIn: v.optional(v.nullable(userId), null),
  /** Of a further specialty: the consult that it was brought into. */
  partOf: v.optional(v.nullable(partOf), null),
  /** The department that was asked. */
  service: taskService,
  /** The department that is asked when the first declines or stays silent. */
  alternative: v.optional(v.nullable(taskService), null),
  /**
   * Everybody who was asked for or on call when it was asked, all of them invited from the start, and to whom it was
   * handed since.
   */
  candidates: v.array(
    v.object({
      userId,
      tier: onCallTier,
      declined: v.optional(reason),
      /** Of the alternative. */
      isAlternative: v.optional(v.boolean(), false),
      /** Not called when it was asked: it was handed to them. */
      isReceiver: v.optional(v.literal(true)),
    }),
  ),
  /** The tier that is alerted now, with those before it. */
  tier: onCallTier,
  /** The tier is one of the alternative. */
  isAlternative: v.optional(v.boolean(), false),
  /** When the next tier is alerted; null once it is accepted or over. */
  escalateAt: v.nullable(unixMs),
  /** Who accepted, or to whom it was handed last: one at a time. */
  owner: v.nullable(userId),
  /** The event that holds the signed report, once completed. */
  output: v.nullable(eventId),
  /** The event that holds the newest interim answer. */
  interim: v.optional(v.nullable(eventId), null),
  /** The event that holds the newest follow-up question. */
  question: v.optional(v.nullable(eventId), null),
  /** When the answer is due; null while nobody has to answer, and while what was asked for is waited for. */
  answerBy: v.optional(v.nullable(unixMs), null),
  /** What was left of the time to answer when the clock was stopped; below 0 when it had run out. */
  answerLeftMs: v.optional(v.nullable(v.number()), null),
  /** The time to answer has run out, and those concerned were alerted. */
  isOverdue: v.optional(v.boolean(), false),
  /** What became of the answer, once closed. */
  outcome: v.optional(v.nullable(v.picklist(outcomes)), null),
  changes: v.array(taskChange),
})
export type Task = v.InferOutput<typeof taskContent>

/** Null for anything that is not a task of ours, whoever wrote it. */
export const parseTask = (content: unknown): Task | null => {
  const parsed = v.safeParse(taskContent, content)
  return parsed.success ? parsed.output : null
}
