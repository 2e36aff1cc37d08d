import { randomBytes } from 'node:crypto'
import { genesis, saltBytes, seal } from '#shared/audit/chain.ts'
import type { AuditEntry } from '#shared/audit/entry.ts'
import type { Database } from '../db/open-database.ts'
import { appendEntry, newestHead } from './queries.ts'
import { sha256 } from './sha256.ts'

/**
 * Adds an entry to the log. Call it inside the transaction of the act, so that there are both or neither; what is only
 * read is recorded before it is given out.
 */
export const recordAccess = (tx: Database, at: number, { outcome = 'done', details, ...act }: AuditEntry): void => {
  const salt = randomBytes(saltBytes).toString('hex')
  appendEntry(tx, seal(sha256, newestHead(tx) ?? genesis(sha256), { at, outcome, ...act }, details, salt))
}
