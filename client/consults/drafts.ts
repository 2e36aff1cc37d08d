import { createStore, type SetStoreFunction, unwrap } from 'solid-js/store'
import * as v from 'valibot'
import { type Priority, priorities } from '#shared/consults/priority.ts'
import { type ServiceTimes, serviceTimes } from '#shared/directory/service-times.ts'
import {
  type EventId,
  eventId,
  type RoomId,
  roomId,
  type ServerName,
  serverName,
  type UserId,
  userId,
} from '#shared/matrix/ids.ts'
import type { Answers } from '#shared/templates/question.ts'
import { type Questionnaire, questionnaire } from '#shared/templates/questionnaire.ts'
import type { Session } from '../matrix/types.ts'

/** Who is asked: a department, or a person of it. */
export type AskedDraft = {
  id: string
  serverName: ServerName
  name: string
  practitioner: { userId: UserId; name: string } | null
  /** How soon it accepts, as it said when it was chosen. */
  times: ServiceTimes | null
}

/** The message that a request began with. */
export type DraftSource = { roomId: RoomId; eventId: EventId; sender: UserId; name: string; at: number }

export type RequestDraft = {
  /** Made once, so that a repeated try never makes a second room. */
  requestId: string
  service: AskedDraft | null
  /** The second choice. */
  alternative: AskedDraft | null
  priority: Priority | null
  question: string
  reason: 'interdisciplinary' | 'complex_same_specialty'
  patientName: string
  birthDate: string
  sex: 'female' | 'male' | 'other' | 'unknown'
  insuranceNumber: string
  diagnosis: string
  medication: string
  /** What the department asks, as it was when this device heard of it. */
  questionnaire: Questionnaire | null
  answers: Answers
  source: DraftSource | null
  /** What was chosen to go along; the files themselves are in the memory of the page only. */
  fileNames: string[]
  phone: string
  /** As `<input type="datetime-local">` has it. */
  wantedBy: string
  consent: 'given' | 'emergency' | null
  /** The room, once it is made; sending goes on from there. */
  roomId: RoomId | null
}

/** Whose people a request calls. */
export const clinicsOf = ({ service, alternative }: Pick<RequestDraft, 'service' | 'alternative'>): ServerName[] => [
  ...new Set([service, alternative].flatMap((one) => (one ? [one.serverName] : []))),
]

export type ReportDraft = { findings: string; assessment: string; recommendation: string }

export const newRequestDraft = (): RequestDraft => ({
  requestId: crypto.randomUUID(),
  service: null,
  alternative: null,
  priority: null,
  question: '',
  reason: 'interdisciplinary',
  patientName: '',
  birthDate: '',
  sex: 'unknown',
  insuranceNumber: '',
  diagnosis: '',
  medication: '',
  questionnaire: null,
  answers: {},
  source: null,
  fileNames: [],
  phone: '',
  wantedBy: '',
  consent: null,
  roomId: null,
})

/** Nothing of a patient is in it yet. */
export const isUntouched = (draft: RequestDraft): boolean =>
  draft.roomId === null &&
  [draft.question, draft.patientName, draft.diagnosis, draft.medication, ...Object.values(draft.answers)].every(
    (text) => !text.trim(),
  )

export const askedDraftKept = v.object({
  id: v.string(),
  serverName,
  name: v.string(),
  practitioner: v.optional(v.nullable(v.object({ userId, name: v.string() })), null),
  times: v.optional(v.nullable(serviceTimes), null),
})
export const askedAnswersKept = {
  questionnaire: v.optional(v.nullable(questionnaire), null),
  answers: v.optional(v.record(v.string(), v.string()), {}),
}
const requestDraftKept = v.object({
  requestId: v.string(),
  service: v.nullable(askedDraftKept),
  alternative: v.optional(v.nullable(askedDraftKept), null),
  priority: v.nullable(v.picklist(priorities)),
  question: v.string(),
  reason: v.picklist(['interdisciplinary', 'complex_same_specialty']),
  patientName: v.string(),
  birthDate: v.string(),
  sex: v.picklist(['female', 'male', 'other', 'unknown']),
  insuranceNumber: v.string(),
  diagnosis: v.string(),
  medication: v.string(),
  ...askedAnswersKept,
  source: v.optional(v.nullable(v.object({ roomId, eventId, sender: userId, name: v.string(), at: v.number() })), null),
  fileNames: v.optional(v.array(v.string()), []),
  phone: v.string(),
  wantedBy: v.string(),
  consent: v.nullable(v.picklist(['given', 'emergency'])),
  roomId: v.nullable(roomId),
})
const reportDraftKept = v.object({ findings: v.string(), assessment: v.string(), recommendation: v.string() })

export type Kept<T extends object> = [T, SetStoreFunction<T>]
type Drafts = { request: Kept<RequestDraft> | null; reports: Map<RoomId, Kept<ReportDraft>> }

/** Shared by all views of one session; `session.drafts` brings them to the next. */
const draftsOf = new WeakMap<Session, Drafts>()

const drafts = (session: Session): Drafts => {
  const known = draftsOf.get(session)
  if (known) return known
  const fresh: Drafts = { request: null, reports: new Map() }
  draftsOf.set(session, fresh)
  return fresh
}

const requestName = 'consult-request'
const reportName = (room: RoomId) => `consult-report ${room}`

/** A store that is kept after each change. */
export const createKept = <T extends object>(initial: T, keep: (draft: T) => void): Kept<T> => {
  const [draft, setDraft] = createStore(initial)
  // Passed on as it comes: the forms that a setter of a store can be called in are too many to repeat.
  const setAndKeep = ((...change: [never]) => {
    setDraft(...change)
    keep(unwrap(draft))
  }) as SetStoreFunction<T>
  return [draft, setAndKeep]
}

const keptReport = (session: Session, room: RoomId): ReportDraft | null => {
  const parsed = v.safeParse(reportDraftKept, session.drafts.read(reportName(room)))
  return parsed.success ? parsed.output : null
}

/** What was typed survives going elsewhere in the application, and closing it. */
export const requestDraft = (session: Session): Kept<RequestDraft> => {
  const all = drafts(session)
  if (!all.request) {
    const parsed = v.safeParse(requestDraftKept, session.drafts.read(requestName))
    all.request = createKept<RequestDraft>(parsed.success ? parsed.output : newRequestDraft(), (draft) =>
      session.drafts.keep(requestName, draft),
    )
  }
  return all.request
}

export const forgetRequestDraft = (session: Session): void => {
  drafts(session).request = null
  session.drafts.keep(requestName, null)
}

export const reportDraft = (session: Session, room: RoomId, initial: ReportDraft): Kept<ReportDraft> => {
  const { reports } = drafts(session)
  const known = reports.get(room)
  if (known) return known
  const fresh = createKept<ReportDraft>(keptReport(session, room) ?? { ...initial }, (draft) =>
    session.drafts.keep(reportName(room), draft),
  )
  reports.set(room, fresh)
  return fresh
}

export const hasReportDraft = (session: Session, room: RoomId): boolean =>
  drafts(session).reports.has(room) || keptReport(session, room) !== null

export const forgetReportDraft = (session: Session, room: RoomId): void => {
  drafts(session).reports.delete(room)
  session.drafts.keep(reportName(room), null)
}
