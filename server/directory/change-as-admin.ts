import type { AuditEntry } from '#shared/audit/entry.ts'
import type { Refusal } from '#shared/errors.ts'
import type { Result } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { followMembers } from '../features/follow-members.ts'

/** A change of an admin, or of who leads the department, and its entry in the log, in one transaction. `act` gets the context of that transaction. */
export const changeAsAdmin = <Changed extends object>(
  context: Context,
  { userId: who, isClinicAdmin }: Pick<Person, 'userId' | 'isClinicAdmin'>,
  about: Pick<AuditEntry['details'], 'whom' | 'code'>,
  act: (context: Context) => Result<Changed, Refusal>,
): Result<Changed, Refusal> => {
  const { changed } = transaction(context.db, (tx): { changed: Result<Changed, Refusal> } => {
    const result = act({ ...context, db: tx })
    const details = { who, ...(isClinicAdmin ? { role: 'admin' as const } : {}), ...about }
    if (result.ok) recordAccess(tx, context.now(), { action: 'directory-changed', details })
    return { changed: result }
  })
  if (changed.ok) followMembers(context)
  return changed
}
