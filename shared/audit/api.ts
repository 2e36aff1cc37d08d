import * as v from 'valibot'
import { roomId, userId } from '../matrix/ids.ts'
import { auditActions, auditOutcomes } from './entry.ts'

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
