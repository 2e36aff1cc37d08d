import * as v from 'valibot'
import { roomId, userId } from '../matrix/ids.ts'
import { auditActions, auditDetails, auditOutcomes, auditRecord } from './entry.ts'
import { breaks } from './verify.ts'

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))

/** What is looked for; `until` is exclusive, `before` is the `seq` that the last page ended with. */
export const auditQuery = v.object({
  person: v.optional(userId),
  room: v.optional(roomId),
  action: v.optional(v.picklist(auditActions)),
  outcome: v.optional(v.picklist(auditOutcomes)),
  /** Unix time in ms. */
  since: v.optional(wholeNumber),
  until: v.optional(wholeNumber),
  before: v.optional(wholeNumber),
})
export type AuditQuery = v.InferOutput<typeof auditQuery>

/** An entry as it is shown: `details` is null once they are deleted. */
export const shownEntry = v.object({ ...auditRecord.entries, details: v.nullable(auditDetails) })
export type ShownEntry = v.InferOutput<typeof shownEntry>

/** `GET /api/audit/entries`, clinic admin: newest first, and where the next page begins. */
export const auditOutput = v.object({ entries: v.array(shownEntry), next: v.nullable(v.number()) })
export type AuditOutput = v.InferOutput<typeof auditOutput>

const head = v.object({ seq: v.number(), hash: v.string() })

/** `GET /api/audit/verification`, clinic admin: the whole log, read and compared. */
export const verificationOutput = v.object({
  /** Unix time in ms. */
  checkedAt: v.number(),
  verdict: v.variant('isIntact', [
    v.object({ isIntact: v.literal(true), head, deletedThrough: v.number() }),
    v.object({ isIntact: v.literal(false), seq: v.number(), how: v.picklist(breaks) }),
  ]),
  /** The newest head that was kept in the room, and so how far nothing can be cut off unseen; null: none, or no answer. */
  anchor: v.nullable(v.object({ seq: v.number(), at: v.number() })),
})
export type VerificationOutput = v.InferOutput<typeof verificationOutput>

/** `GET /api/audit/consults/:roomId`, requester and consultant: what this clinic recorded of it, oldest first. */
export const consultAuditOutput = v.object({ entries: v.array(shownEntry) })
export type ConsultAuditOutput = v.InferOutput<typeof consultAuditOutput>
