import type { ProviderSignIn } from '#shared/admin/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { forgetAdminFlag } from '../auth/admin-flag.ts'
import { rolesOf } from '../auth/queries.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { adminPathOf, findAccount } from './account.ts'
import { recordRoles } from './change-roles.ts'

/**
 * Somebody signs in by the hospital's provider: whether they are an admin, auditor or operator of the clinic is what their
 * groups say, if the clinic has named such groups. Who is taken out of the group is none from the next sign-in on.
 */
export const followGroups = (
  context: Context,
  { userId, groups }: ProviderSignIn,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(userId, async () => {
    const { config, db, homeserver, log, now } = context
    // The provider speaks of people: neither of the service's own account nor of guests.
    if (!(await findAccount(context, userId))) return refused({ code: 'not-found' })
    const isIn = (named: readonly string[]) => groups.some((group) => named.includes(group))
    const held = rolesOf(db, userId)
    // A role for which no group is named is given here, by hand.
    const byGroup = {
      ...held,
      ...(config.auditorGroups.length > 0 ? { isAuditor: isIn(config.auditorGroups) } : {}),
      ...(config.operatorGroups.length > 0 ? { isOperator: isIn(config.operatorGroups) } : {}),
    }
    transaction(db, (tx) => recordRoles(tx, now(), null, userId, byGroup))
    if (config.adminGroups.length === 0) return ok({ userId })
    const isToBeAdmin = isIn(config.adminGroups)
    if ((await homeserver.isAdmin(userId)) === isToBeAdmin) return ok({ userId })
    await homeserver.admin('PUT', adminPathOf(userId), { admin: isToBeAdmin })
    forgetAdminFlag(homeserver, userId)
    db.transaction((tx) =>
      recordAccess(tx, now(), {
        action: 'account-changed',
        details: {
          who: null,
          role: 'service',
          whom: userId,
          code: isToBeAdmin ? 'admin-by-group' : 'no-admin-by-group',
        },
      }),
    )
    log.info('role-by-group')
    return ok({ userId })
  })
