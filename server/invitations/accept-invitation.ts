import type { AcceptedInvitation } from '#shared/auth/invitation.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { findAccount, setPassword } from '../admin/account.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { findOpen } from './find-open.ts'
import { removeInvitation, saveInvitation } from './queries.ts'

/**
 * The person sets their own password. The link is used up before it: whatever happens between, it is never good for two.
 * When the homeserver does not take the password, the link is good again.
 */
export const acceptInvitation = async (
  context: Context,
  { id, secret, password }: AcceptedInvitation,
): Promise<Result<{ userId: UserId }, Refusal>> => {
  const { db, log, now } = context
  const asked = findOpen(context, { id, secret })
  if (!asked) return refused({ code: 'link-over' })
  // As whoever renews or closes the account: one after the other.
  return roomLock(asked.userId, async () => {
    const found = findOpen(context, { id, secret })
    const account = found && (await findAccount(context, found.userId))
    if (!account || account.isDeactivated || !removeInvitation(db, id)) return refused({ code: 'link-over' })
    const { userId } = found
    try {
      await setPassword(context, userId, password)
    } catch (error) {
      saveInvitation(db, found)
      throw error
    }
    transaction(db, (tx) =>
      recordAccess(tx, now(), { action: 'account-changed', details: { who: userId, code: 'invitation-accepted' } }),
    )
    log.info('invitation-accepted')
    return ok({ userId })
  })
}
