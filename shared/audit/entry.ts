import * as v from 'valibot'
import { fileId } from '../case-files/api.ts'
import { roomId, serverName, userId } from '../matrix/ids.ts'
import type { AuditCode } from './codes.ts'

const ofCalls = [
  'call-token',
  'call-joined',
  'call-left',
  'guest-invited',
  'guest-revoked',
  'guest-entered',
  'guest-ended',
] as const

/** What somebody did, or what was done for them. Words for people: `client/i18n/words/audit.ts`; FHIR: `shared/fhir/`. */
export const auditActions = [
  'consult-list',
  'consult-read',
  'consult-requested',
  'consult-changed',
  'consult-alerted',
  'consult-invited',
  'consult-joined',
  'consult-left',
  'consult-handed-over',
  'file-begun',
  'file-stored',
  'file-read',
  'file-deleted',
  ...ofCalls,
  'urgent-changed',
  'urgent-called',
  'clinic-changed',
  'partner-changed',
  'directory-changed',
  'permissions-changed',
  'feature-changed',
  'room-changed',
  'account-changed',
  'administration-read',
  'audit-read',
  'audit-exported',
  'details-deleted',
] as const
export type AuditAction = (typeof auditActions)[number]

/**
 * Who spoke with whom and when: their details go after three months, whatever the clinic keeps of the rest (BMV-Ä,
 * annex 31b).
 */
export const callActions: readonly AuditAction[] = ofCalls
export const callDetailsDays = 92

export const auditOutcomes = ['done', 'refused'] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

export const auditRoles = ['requester', 'consultant', 'candidate', 'admin', 'service'] as const

/** A status, a reason or an error, by the code that it has elsewhere. */
const code = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const unixMs = count

/**
 * Who did it and to what: ids, roles and codes, never content. The part of an entry that is deleted at its time, for
 * it says something about people.
 */
export const auditDetails = v.strictObject({
  /** Null: the service, by a timer. */
  who: v.nullable(userId),
  role: v.optional(v.picklist(auditRoles)),
  /** Whom it was done to: who is called, invited or removed. */
  whom: v.optional(userId),
  room: v.optional(roomId),
  file: v.optional(fileId),
  partner: v.optional(serverName),
  code: v.optional(code),
  /** Of the task or alert after it. */
  version: v.optional(count),
  /** Of the things in a list. */
  count: v.optional(count),
})
export type AuditDetails = v.InferOutput<typeof auditDetails>

/** The part of an entry that stays for good. */
export const auditRecord = v.strictObject({
  /** 1, 2, 3 … */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: unixMs,
  action: v.picklist(auditActions),
  outcome: v.picklist(auditOutcomes),
  /** Of `details-deleted`: up to which entry, and how old they had to be; of calls alone, or of everything. */
  deleted: v.optional(v.strictObject({ through: count, keptMs: count, of: v.optional(v.literal('calls')) })),
})
export type AuditRecord = v.InferOutput<typeof auditRecord>

export type AuditEntry = Pick<AuditRecord, 'action' | 'deleted'> & {
  outcome?: AuditOutcome
  details: Omit<AuditDetails, 'code'> & { code?: AuditCode | undefined }
}
