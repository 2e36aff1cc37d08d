import { setImmediate as breathe } from 'node:timers/promises'
import type { AuditHead } from '#shared/audit/chain.ts'
import { beginVerification, type Verdict } from '#shared/audit/verify.ts'
import type { Database } from '../db/open-database.ts'
import { deletedThrough, listAfter, notedLength } from './queries.ts'
import { sha256 } from './sha256.ts'

/** So many take some milliseconds; then others have their turn. */
const pageSize = 1_000

const readOnce = async (db: Database, heads: readonly AuditHead[]): Promise<Verdict> => {
  const verification = beginVerification({ sha256, heads, length: notedLength(db) })
  for (let page = listAfter(db, null, pageSize); page.length > 0; ) {
    for (const entry of page) {
      const fault = verification.take(entry)
      if (fault) return fault
    }
    await breathe()
    page = listAfter(db, page.at(-1)?.seq ?? null, pageSize)
  }
  return verification.end()
}

/** Reads the whole log. It may grow meanwhile; when details are deleted meanwhile, it is read again. */
export const verifyLog = async (db: Database, heads: readonly AuditHead[] = []): Promise<Verdict> => {
  const deleted = () => `${deletedThrough(db, 'rest')} ${deletedThrough(db, 'calls')}`
  const before = deleted()
  const verdict = await readOnce(db, heads)
  return verdict.isIntact || deleted() === before ? verdict : readOnce(db, heads)
}
