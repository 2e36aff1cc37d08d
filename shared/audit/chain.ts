import * as v from 'valibot'
import { canonical } from './canonical.ts'
import type { AuditDetails, AuditRecord } from './entry.ts'

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export type Sha256 = (text: string) => string

/**
 * An entry as it is kept, to the byte. `hash` covers the entry before it, `record` and `commitment`; `commitment` is
 * the hash of `salt` and `details`. So details can go, and their salt with them, and the chain still holds; what they
 * said cannot be guessed from the commitment, because 128 random bits are missing.
 */
export const storedEntry = v.strictObject({
  seq: v.pipe(v.number(), v.integer()),
  record: v.string(),
  commitment: v.string(),
  hash: v.string(),
  /** Both null once the details are deleted. */
  salt: v.nullable(v.string()),
  details: v.nullable(v.string()),
})
export type StoredEntry = v.InferOutput<typeof storedEntry>

/** Where the log stands: the newest entry. Kept elsewhere, it shows later that the end has not been cut off. */
export type AuditHead = { seq: number; hash: string }

export const saltBytes = 16

/** What the first entry follows; names the rule, so that another one could come after it. */
export const genesis = (sha256: Sha256): AuditHead => ({ seq: 0, hash: sha256('consilium audit 1') })

export const commit = (sha256: Sha256, salt: string, details: string): string => sha256(`${salt}\n${details}`)

export const link = (
  sha256: Sha256,
  before: string,
  { record, commitment }: Pick<StoredEntry, 'record' | 'commitment'>,
) => sha256(`${before}\n${record}\n${commitment}`)

/** The next entry after `head`. `salt`: `saltBytes` random bytes in hexadecimal, never used twice. */
export const seal = (
  sha256: Sha256,
  head: AuditHead,
  record: Omit<AuditRecord, 'seq'>,
  plain: AuditDetails,
  salt: string,
): StoredEntry => {
  const seq = head.seq + 1
  const details = canonical(plain)
  const fixed = { record: canonical({ ...record, seq }), commitment: commit(sha256, salt, details) }
  return { seq, ...fixed, hash: link(sha256, head.hash, fixed), salt, details }
}
