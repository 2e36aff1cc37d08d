import * as v from 'valibot'
import { serviceId } from '../directory/service-id.ts'
import { eventId, roomId, serverName, userId } from '../matrix/ids.ts'
import { askingEnds } from './askings.ts'
import { priorities } from './priority.ts'
import { allReasons, outcomes, reasons, taskContent } from './task-content.ts'

/** A department, or a person of it: whoever is on call in the department comes after them. */
export const askedService = v.object({
  id: serviceId,
  serverName,
  practitioner: v.optional(userId),
})
export type AskedService = v.InferOutput<typeof askedService>

/** `POST /api/consults` of the own clinic: asks a department. No clinical content; that goes encrypted into the room. */
export const consultInput = v.object({
  /** Made once per request by the client, and sent again with every try: one request makes one room. */
  requestId: v.pipe(v.string(), v.uuid()),
  service: askedService,
  /** The second choice: called when everybody of the first has declined or stayed silent. Can read from the start. */
  alternative: v.optional(askedService),
  priority: v.picklist(priorities),
})
export type ConsultInput = v.InferOutput<typeof consultInput>

export const consultOutput = v.object({
  roomId,
  /** The clinic whose service moves the task; also the way into the room. */
  homeServer: serverName,
  task: taskContent,
})
export type ConsultOutput = v.InferOutput<typeof consultOutput>

/** Where a page of the list ends: when the last one changed, and its room. */
const listCursor = v.pipe(
  v.string(),
  v.regex(/^\d{1,15} !/),
  v.transform((text) => {
    const [at, room] = text.split(' ')
    return { changedAt: Number(at), roomId: room }
  }),
  v.object({ changedAt: v.number(), roomId }),
)

/** `GET /api/consults?is=&q=&priority=&after=`: those that the person asked, has, or may take. One page, newest change first. */
export const consultsQuery = v.object({
  is: v.optional(v.picklist(['open', 'over']), 'open'),
  /** Words of the label, the department or a clinic. */
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
  priority: v.optional(v.picklist(priorities)),
  after: v.optional(listCursor),
})
export type ConsultsQuery = v.InferOutput<typeof consultsQuery>

export const consultsOutput = v.object({
  consults: v.array(consultOutput),
  /** Of all pages. */
  total: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** `after` of the next page; null when this is the last one. */
  next: v.nullable(v.string()),
})
export type ConsultsOutput = v.InferOutput<typeof consultsOutput>

/** `POST /api/consults/:roomId/parts` of the home clinic: who has the consult brings in a further specialty. */
export const partInput = v.object({
  requestId: v.pipe(v.string(), v.uuid()),
  service: askedService,
  priority: v.picklist(priorities),
  reason: v.picklist(reasons['brought-in']),
  expectedVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
})
export type PartInput = v.InferOutput<typeof partInput>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `GET /api/consults/figures?days=`: of each department of the clinic, for its admins. */
export const figuresQuery = v.object({
  days: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(366)), '30'),
})
export const figuresOutput = v.object({
  services: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      figures: v.object({
        asked: count,
        accepted: count,
        answered: count,
        declined: count,
        failed: count,
        escalations: count,
        acceptMs: v.nullable(v.number()),
        answerMs: v.nullable(v.number()),
      }),
    }),
  ),
})
export type FiguresOutput = v.InferOutput<typeof figuresOutput>

/**
 * `POST /api/consults/unattended`, for the service of a partner: how a consult ended for a department of this clinic from
 * which nobody has come into its room, so that its service knows of it from nowhere else.
 */
export const unattendedInput = v.object({
  roomId,
  serviceId,
  isAlternative: v.boolean(),
  askedAt: count,
  acceptedAt: v.nullable(count),
  answeredAt: v.nullable(count),
  escalations: v.pipe(count, v.maxValue(100)),
  end: v.picklist(askingEnds),
})
export type UnattendedInput = v.InferOutput<typeof unattendedInput>
export const unattendedOutput = v.object({ isKept: v.boolean() })

export const consultParam = v.object({ roomId })

/**
 * `POST /api/consults/:roomId/transitions` of the home clinic, for its joined members. Answers the consult as it
 * stands then; `race-lost` names who has it in `details.owner`.
 */
export const transitionInput = v.object({
  to: v.picklist([
    'received',
    'accepted',
    'rejected',
    'in-progress',
    'on-hold',
    'completed',
    'cancelled',
    'interim',
    'corrected',
    'closed',
    'reopened',
    'handed',
  ]),
  /** What the person saw when they decided. */
  expectedVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  reason: v.optional(v.picklist(allReasons)),
  /** The event with the signed report, needed for `completed` and `corrected`; or with the interim answer, needed for `interim`. */
  report: v.optional(eventId),
  /** The event with the follow-up question; needed for `reopened`. */
  question: v.optional(eventId),
  /** Needed for `closed`. */
  outcome: v.optional(v.picklist(outcomes)),
  /** To whom; needed for `handed`. */
  person: v.optional(userId),
})
export type TransitionInput = v.InferOutput<typeof transitionInput>
