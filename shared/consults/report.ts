import * as v from 'valibot'
import { eventId, userId } from '../matrix/ids.ts'
import { patient } from './request.ts'
import type { Task } from './task-content.ts'

/** Signs of one section. */
export const mostSectionChars = 20_000
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(mostSectionChars))

/** FHIR R4 DiagnosticReport.status, of those that a version is written with. */
const reportStatuses = ['preliminary', 'final'] as const
export type ReportStatus = (typeof reportStatuses)[number]

/** Content of the encrypted event `app.consilium.consult.report`: the answer, signed off by its author. */
export const consultReport = v.object({
  /** `preliminary`: an interim answer, which completes nothing. */
  status: v.optional(v.picklist(reportStatuses), 'final'),
  /** 1, and one more for each correction. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The version that this one takes the place of. */
  replaces: v.nullable(eventId),
  /** It takes back what a signed report said; a further answer to a further question does not. */
  isCorrection: v.optional(v.boolean(), false),
  findings: text,
  assessment: text,
  recommendation: text,
  /** Repeated from the request, so that the answer can be matched without it (§3 (2) of the agreement). */
  patient,
  signedOff: v.object({ by: userId, name: v.string(), at: v.pipe(v.number(), v.integer()) }),
})
export type ConsultReport = v.InferOutput<typeof consultReport>

export const parseReport = (content: unknown): ConsultReport | null => {
  const parsed = v.safeParse(consultReport, content)
  return parsed.success ? parsed.output : null
}

/** What its owner's device has to tell the service of the newest report, and has not told yet. */
export const untoldReport = (
  task: Pick<Task, 'status' | 'output' | 'interim'>,
  newest: SignedReport | null,
): 'completed' | 'corrected' | 'interim' | null => {
  if (!newest || newest.eventId === task.output || newest.eventId === task.interim) return null
  const isAnswered = task.status === 'completed'
  if (newest.status === 'final') return isAnswered ? 'corrected' : 'completed'
  return isAnswered ? null : 'interim'
}

/** One report event as it came, with who sent it as Matrix vouches. */
export type SentReport = { eventId: string; sender: string; encrypted: boolean; at: number; content: unknown }
export type SignedReport = ConsultReport & { eventId: string; at: number }

/**
 * The reports that count, oldest first: encrypted, from one of the task's owners, signed by the sender, and each
 * correcting the newest before it. Of two that claim the same version the first one stands.
 */
export const reportsOf = (events: readonly SentReport[], owners: readonly string[]): SignedReport[] => {
  const signed: SignedReport[] = []
  for (const event of events) {
    if (!event.encrypted || !owners.includes(event.sender)) continue
    const report = parseReport(event.content)
    if (!report || report.signedOff.by !== event.sender) continue
    const newest = signed.at(-1)
    if (report.version !== (newest?.version ?? 0) + 1 || report.replaces !== (newest?.eventId ?? null)) continue
    signed.push({ ...report, eventId: event.eventId, at: event.at })
  }
  return signed
}
