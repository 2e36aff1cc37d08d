import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { NewPersonInput, PasswordOutput } from '#shared/admin/api.ts'
import { makePassword } from '#shared/admin/password.ts'
import type { Refusal } from '#shared/errors.ts'
import { userId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { publishPerson } from '../directory/publish-entry.ts'
import { findService } from '../directory/queries.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { adminPathOf, findAccount } from './account.ts'

/**
 * An account with a password that is given out once, and the person's entry in the directory. Two admins who add the
 * same name at once come one after the other: the second learns that it is taken.
 */
export const addPerson = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { localpart, name, isClinicAdmin, entry }: NewPersonInput,
): Promise<Result<PasswordOutput, Refusal>> => {
  const added = v.parse(userId, `@${localpart}:${context.config.clinic.serverName}`)
  return roomLock(added, async () => {
    if (entry?.serviceId && !findService(context.db, entry.serviceId))
      return refused({ code: 'not-found', details: { fields: 'entry.serviceId' } })
    if (await findAccount(context, added)) return refused({ code: 'name-taken' })
    const password = makePassword(randomBytes)
    await context.homeserver.admin('PUT', adminPathOf(added), { password, displayname: name, admin: isClinicAdmin })
    const published = transaction(context.db, (tx): Result<object, Refusal> => {
      recordAccess(tx, context.now(), {
        action: 'account-changed',
        details: { who, role: 'admin', whom: added, code: isClinicAdmin ? 'admin-added' : 'person-added' },
      })
      return entry ? publishPerson({ ...context, db: tx }, { userId: added, name, ...entry }) : ok({})
    })
    context.log.info('account-added')
    return published.ok ? ok({ userId: added, password }) : published
  })
}
