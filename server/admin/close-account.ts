import { noRoles } from '#shared/auth/roles.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { saveRoles } from '../auth/queries.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { withdrawPerson } from '../directory/publish-entry.ts'
import { removeInvitationOf } from '../invitations/queries.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { removeSubscriptionsOf } from '../notifications/queries.ts'
import { handOnRoomsOf } from '../rooms/hand-on-rooms.ts'
import { findAccount } from './account.ts'
import { endSessions } from './queries.ts'

/**
 * Ends an account for good: its devices and sessions, its place in the directory and on duty, and its notifications.
 * The homeserver takes it out of every room, and so out of every call. What it wrote stays, groups that it alone could
 * change go to somebody else, and consults that it had to those on duty. Pressed again after a
 * fault half way, it does the rest.
 */
export const closeAccount = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  whom: UserId,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(whom, async () => {
    if (whom === who) return refused({ code: 'not-allowed' })
    if (!(await findAccount(context, whom))) return refused({ code: 'not-found' })
    await handOnRoomsOf(context, { userId: who }, whom)
    await context.homeserver.admin('POST', `/v1/deactivate/${encodeURIComponent(whom)}`, { erase: false })
    transaction(context.db, (tx) => {
      endSessions(tx, whom, context.now())
      removeInvitationOf(tx, whom)
      saveRoles(tx, whom, noRoles)
      removeSubscriptionsOf(tx, whom)
      // Who stands in no directory has nothing to be taken out of.
      withdrawPerson({ ...context, db: tx }, whom)
      recordAccess(tx, context.now(), {
        action: 'account-changed',
        details: { who, role: 'admin', whom, code: 'account-closed' },
      })
    })
    context.log.info('account-closed')
    return ok({ userId: whom })
  })
