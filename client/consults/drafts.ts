import { createStore, type SetStoreFunction } from 'solid-js/store'
import type { Priority } from '#shared/consults/priority.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'

export type RequestDraft = {
  /** Made once, so that a repeated try never makes a second room. */
  requestId: string
  service: { id: string; serverName: ServerName; name: string } | null
  priority: Priority | null
  question: string
  reason: 'interdisciplinary' | 'complex_same_specialty'
  patientName: string
  birthDate: string
  sex: 'female' | 'male' | 'other' | 'unknown'
  insuranceNumber: string
  diagnosis: string
  medication: string
  phone: string
  /** As `<input type="datetime-local">` has it. */
  wantedBy: string
  consent: 'given' | 'emergency' | null
  /** The room, once it is made; sending goes on from there. */
  roomId: RoomId | null
}

export type ReportDraft = { findings: string; assessment: string; recommendation: string }

export const newRequestDraft = (): RequestDraft => ({
  requestId: crypto.randomUUID(),
  service: null,
  priority: null,
  question: '',
  reason: 'interdisciplinary',
  patientName: '',
  birthDate: '',
  sex: 'unknown',
  insuranceNumber: '',
  diagnosis: '',
  medication: '',
  phone: '',
  wantedBy: '',
  consent: null,
  roomId: null,
})

type Kept<T extends object> = [T, SetStoreFunction<T>]
type Drafts = { request: Kept<RequestDraft> | null; reports: Map<RoomId, Kept<ReportDraft>> }

/** Patients' details: in memory only, and gone with the session they belong to. */
const draftsOf = new WeakMap<Session, Drafts>()

const drafts = (session: Session): Drafts => {
  const known = draftsOf.get(session)
  if (known) return known
  const fresh: Drafts = { request: null, reports: new Map() }
  draftsOf.set(session, fresh)
  return fresh
}

/** What was typed survives going elsewhere in the application and coming back. */
export const requestDraft = (session: Session): Kept<RequestDraft> => {
  const all = drafts(session)
  all.request ??= createStore(newRequestDraft())
  return all.request
}

export const forgetRequestDraft = (session: Session): void => {
  drafts(session).request = null
}

export const reportDraft = (session: Session, roomId: RoomId, initial: ReportDraft): Kept<ReportDraft> => {
  const { reports } = drafts(session)
  const known = reports.get(roomId)
  if (known) return known
  const fresh = createStore({ ...initial })
  reports.set(roomId, fresh)
  return fresh
}

export const hasReportDraft = (session: Session, roomId: RoomId): boolean => drafts(session).reports.has(roomId)

export const forgetReportDraft = (session: Session, roomId: RoomId): void => {
  drafts(session).reports.delete(roomId)
}
