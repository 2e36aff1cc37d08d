import { setTimeout as sleep } from 'node:timers/promises'
import type { ClosingOutput } from '#shared/admin/api.ts'
import { noRoles } from '#shared/auth/roles.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { saveRoles } from '../auth/queries.ts'
import { handOnConsultsOf } from '../consults/hand-on-consults.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { withdrawPerson } from '../directory/publish-entry.ts'
import { removeInvitationOf } from '../invitations/queries.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import { removeSubscriptionsOf } from '../notifications/queries.ts'
import { handOnRoomsOf } from '../rooms/hand-on-rooms.ts'
import { adminPathOf, findAccount } from './account.ts'
import { changeClosing, endSessions, findClosing, startClosing } from './queries.ts'

/** So long whoever closes it waits for the end; after that they are told how far it is. */
const answerWithinMs = 3_000

/** How far the closing of an account is. */
export const readClosing = ({ db }: Pick<Context, 'db'>, whom: UserId): Result<ClosingOutput, Refusal> => {
  const closing = findClosing(db, whom)
  if (!closing) return refused({ code: 'not-found' })
  const { userId, isDone, doneRooms, allRooms, unattended } = closing
  return ok({ userId, isDone, doneRooms, allRooms, unattended })
}

/** Does what is left of closing an account; what was done before is found done. */
export const goOnClosing = (context: Context, whom: UserId, lock: RoomLock = roomLock): Promise<void> =>
  lock(whom, async () => {
    const { db, homeserver, log, now } = context
    const closing = findClosing(db, whom)
    if (!closing || closing.isDone) return
    const { who } = closing
    // Nobody signs in with it any more, and nothing takes it: the rest may take a while.
    if (!(await findAccount(context, whom))?.isDeactivated)
      await homeserver.admin('PUT', adminPathOf(whom), { locked: true })
    endSessions(db, whom, now())
    changeClosing(db, whom, { unattended: await handOnConsultsOf(context, whom) })
    await handOnRoomsOf(context, { userId: who }, whom, (doneRooms, allRooms) =>
      changeClosing(db, whom, { doneRooms, allRooms }),
    )
    await homeserver.admin('POST', `/v1/deactivate/${encodeURIComponent(whom)}`, { erase: false })
    transaction(db, (tx) => {
      endSessions(tx, whom, now())
      removeInvitationOf(tx, whom)
      saveRoles(tx, whom, noRoles)
      removeSubscriptionsOf(tx, whom)
      // Who stands in no directory has nothing to be taken out of.
      withdrawPerson({ ...context, db: tx }, whom)
      recordAccess(tx, now(), {
        action: 'account-changed',
        details: { who, role: 'admin', whom, code: 'account-closed' },
      })
      changeClosing(tx, whom, { isDone: true })
    })
    log.info('account-closed')
  })

/**
 * Ends an account for good: its devices and sessions, its place in the directory and on duty, and its notifications.
 * The homeserver takes it out of every room, and so out of every call. What it wrote stays, groups that it alone could
 * change go to somebody else, consults that it had to those on duty, and those that it had asked for to a colleague.
 * With many rooms that takes longer than a request may; it goes on until it is done, also after the service has ended.
 */
export const closeAccount = async (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  whom: UserId,
): Promise<Result<ClosingOutput, Refusal>> => {
  if (whom === who) return refused({ code: 'not-allowed' })
  if (!(await findAccount(context, whom))) return refused({ code: 'not-found' })
  startClosing(context.db, { userId: whom, who, startedAt: context.now() })
  const work = goOnClosing(context, whom)
  // What fails after the answer is tried again by `keepClosings`.
  work.catch(() => context.log.warn('account-not-closed'))
  await Promise.race([work, sleep(answerWithinMs, undefined, { ref: false })])
  return readClosing(context, whom)
}
