import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { AccessOutput, NewPersonInput } from '#shared/admin/api.ts'
import { makePassword } from '#shared/admin/password.ts'
import type { Refusal } from '#shared/errors.ts'
import { userId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { hasPassword } from '../auth/has-password.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { publishPerson } from '../directory/publish-entry.ts'
import { findService } from '../directory/queries.ts'
import { followMembers } from '../features/follow-members.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { giveAccess } from './access.ts'
import { adminPathOf, findAccount } from './account.ts'

/**
 * An account, what opens it (a password that is given out once, or an invitation), and the person's entry in the
 * directory. Two admins who add the same name at once come one after the other: the second learns that it is taken.
 */
export const addPerson = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { localpart, name, isClinicAdmin, entry, invitation }: NewPersonInput,
): Promise<Result<AccessOutput, Refusal>> => {
  const added = v.parse(userId, `@${localpart}:${context.config.clinic.serverName}`)
  return roomLock(added, async () => {
    if (entry?.serviceId && !findService(context.db, entry.serviceId))
      return refused({ code: 'not-found', details: { fields: 'entry.serviceId' } })
    if (await findAccount(context, added)) return refused({ code: 'name-taken' })
    // Without a password, nobody signs in before the invitation is accepted, or otherwise than by the provider.
    const password = makePassword(randomBytes)
    const opening = invitation || !hasPassword(context.config, added) ? {} : { password }
    await context.homeserver.admin('PUT', adminPathOf(added), { ...opening, displayname: name, admin: isClinicAdmin })
    const { result } = transaction(context.db, (tx): { result: Result<AccessOutput, Refusal> } => {
      const now = context.now()
      recordAccess(tx, now, {
        action: 'account-changed',
        details: { who, role: 'admin', whom: added, code: isClinicAdmin ? 'admin-added' : 'person-added' },
      })
      const published = entry ? publishPerson({ ...context, db: tx }, { userId: added, name, ...entry }) : ok({})
      if (!published.ok) return { result: published }
      return {
        result: ok(giveAccess({ ...context, db: tx }, { userId: added, madeBy: who, now }, password, invitation)),
      }
    })
    followMembers(context)
    context.log.info('account-added')
    return result
  })
}
