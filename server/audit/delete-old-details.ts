import { callDetailsDays } from '#shared/audit/entry.ts'
import type { Context } from '../context.ts'
import { forgetDeleted, transaction } from '../db/open-database.ts'
import { countDetails, deleteDetails, deletedThrough, lastBefore } from './queries.ts'
import { recordAccess } from './record-access.ts'

const dayMs = 24 * 60 * 60_000

type Parts = Pick<Context, 'config' | 'db' | 'now'>

/** Of everything, at the time that the clinic has set. */
const deleteAll = ({ config, db, now }: Parts): number => {
  const keptMs = config.audit.keepDays * dayMs
  const at = now()
  return transaction(db, (tx) => {
    const before = deletedThrough(tx, 'rest')
    const through = lastBefore(tx, at - keptMs)
    if (through <= before || countDetails(tx, through, 'rest') === 0) return 0
    recordAccess(tx, at, {
      action: 'details-deleted',
      deleted: { through, keptMs },
      details: { who: null, role: 'service', count: through - before },
    })
    deleteDetails(tx, through, 'all')
    return through - before
  })
}

/** Of calls, after three months at the latest. */
const deleteOfCalls = ({ db, now }: Parts): number => {
  const keptMs = callDetailsDays * dayMs
  const at = now()
  return transaction(db, (tx) => {
    const through = lastBefore(tx, at - keptMs)
    const count = countDetails(tx, through, 'calls')
    if (count === 0) return 0
    recordAccess(tx, at, {
      action: 'details-deleted',
      deleted: { through, keptMs, of: 'calls' },
      details: { who: null, role: 'service', count },
    })
    deleteDetails(tx, through, 'calls')
    return count
  })
}

/**
 * Deletes who did what to what from entries that are old enough; that something was done, when, and the chain stay. The
 * entry that says so is of the same transaction. Returns how many.
 */
export const deleteOldDetails = (parts: Parts): number => {
  const count = deleteAll(parts) + deleteOfCalls(parts)
  if (count > 0) forgetDeleted(parts.db)
  return count
}
