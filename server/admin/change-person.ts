import type { ChangedPersonInput } from '#shared/admin/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { publishPerson, withdrawPerson } from '../directory/publish-entry.ts'
import { findPerson, findService } from '../directory/queries.ts'
import { followMembers } from '../features/follow-members.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { adminPathOf, findAccount } from './account.ts'

/** How somebody is called, everywhere, and what the directory says of them. Synapse takes a name from nobody else. */
export const changePerson = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { userId: whom, name, entry }: ChangedPersonInput,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(whom, async () => {
    if (entry?.serviceId && !findService(context.db, entry.serviceId))
      return refused({ code: 'not-found', details: { fields: 'entry.serviceId' } })
    const account = await findAccount(context, whom)
    if (!account || account.isDeactivated) return refused({ code: 'not-found' })
    if (account.name !== name) await context.homeserver.admin('PUT', adminPathOf(whom), { displayname: name })
    const { result } = transaction(context.db, (tx): { result: Result<object, Refusal> } => {
      recordAccess(tx, context.now(), {
        action: 'account-changed',
        details: { who, role: 'admin', whom, code: 'person-changed' },
      })
      const parts = { ...context, db: tx }
      if (entry) return { result: publishPerson(parts, { userId: whom, name, ...entry }) }
      return { result: findPerson(tx, whom) ? withdrawPerson(parts, whom) : ok({}) }
    })
    if (!result.ok) return result
    followMembers(context)
    return ok({ userId: whom })
  })
