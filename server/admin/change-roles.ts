import type { RolesInput } from '#shared/admin/api.ts'
import type { AuditCode } from '#shared/audit/codes.ts'
import type { HeldRoles } from '#shared/auth/roles.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { rolesOf, saveRoles } from '../auth/queries.ts'
import type { Context, Person } from '../context.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { findService } from '../directory/queries.ts'
import { noteStanding } from '../features/follow-features.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { findAccount } from './account.ts'

const given = (isGiven: boolean, code: AuditCode): AuditCode[] => (isGiven ? [code] : [])

/** What was given and taken, one entry of the log each. */
const codesOf = (before: HeldRoles, after: HeldRoles): AuditCode[] => [
  ...given(after.isAuditor && !before.isAuditor, 'auditor-made'),
  ...given(before.isAuditor && !after.isAuditor, 'auditor-ended'),
  ...given(after.isOperator && !before.isOperator, 'operator-made'),
  ...given(before.isOperator && !after.isOperator, 'operator-ended'),
  ...given(
    after.leads.some((id) => !before.leads.includes(id)),
    'lead-made',
  ),
  ...given(
    before.leads.some((id) => !after.leads.includes(id)),
    'lead-ended',
  ),
]

/** `by` null: their groups at the hospital's provider say so. Whether anything is another than before. */
export const recordRoles = (tx: Database, at: number, by: UserId | null, whom: UserId, after: HeldRoles): boolean => {
  const codes = codesOf(rolesOf(tx, whom), after)
  saveRoles(tx, whom, after)
  for (const code of codes)
    recordAccess(tx, at, {
      action: 'account-changed',
      details: { who: by, role: by === null ? 'service' : 'admin', whom, code },
    })
  return codes.length > 0
}

/** Gives and takes what somebody may do beside their own work; it holds at once. */
export const changeRoles = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { userId: whom, ...held }: RolesInput,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(whom, async () => {
    if (held.leads.some((id) => !findService(context.db, id)))
      return refused({ code: 'not-found', details: { fields: 'leads' } })
    const account = await findAccount(context, whom)
    if (!account || account.isDeactivated) return refused({ code: 'not-found' })
    transaction(context.db, (tx) => recordRoles(tx, context.now(), who, whom, held))
    noteStanding(context, whom)
    context.log.info('roles-changed')
    return ok({ userId: whom })
  })
