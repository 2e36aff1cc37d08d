import type { Context } from '../context.ts'
import { forgetDeleted, transaction } from '../db/open-database.ts'
import { deleteDetails, deletedThrough, lastBefore } from './queries.ts'
import { recordAccess } from './record-access.ts'

const dayMs = 24 * 60 * 60_000

/**
 * Deletes who did what to what from entries that are old enough; that something was done, when, and the chain stay. The
 * entry that says so is of the same transaction. Returns how many.
 */
export const deleteOldDetails = ({ config, db, now }: Pick<Context, 'config' | 'db' | 'now'>): number => {
  const keptMs = config.audit.keepDays * dayMs
  const at = now()
  const count = transaction(db, (tx) => {
    const before = deletedThrough(tx)
    const through = lastBefore(tx, at - keptMs)
    if (through <= before) return 0
    recordAccess(tx, at, {
      action: 'details-deleted',
      deleted: { through, keptMs },
      details: { who: null, role: 'service', count: through - before },
    })
    deleteDetails(tx, through)
    return through - before
  })
  if (count > 0) forgetDeleted(db)
  return count
}
