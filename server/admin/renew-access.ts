import { randomBytes } from 'node:crypto'
import type { AccessOutput, NewAccessInput } from '#shared/admin/api.ts'
import { makePassword } from '#shared/admin/password.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { removeInvitationOf } from '../invitations/queries.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { giveAccess } from './access.ts'
import { findAccount, setPassword } from './account.ts'
import { endSessions } from './queries.ts'

/**
 * A new password or an invitation, for who has lost their password or whose password somebody else knows: every device
 * is signed out, and what is encrypted opens with the person's recovery key only, as on any new device.
 */
export const renewAccess = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { userId: whom, invitation }: NewAccessInput,
): Promise<Result<AccessOutput, Refusal>> =>
  roomLock(whom, async () => {
    if (whom === who) return refused({ code: 'not-allowed' })
    const account = await findAccount(context, whom)
    if (!account || account.isDeactivated) return refused({ code: 'not-found' })
    const password = makePassword(randomBytes)
    await setPassword(context, whom, password)
    const given = transaction(context.db, (tx): AccessOutput => {
      const now = context.now()
      endSessions(tx, whom, now)
      removeInvitationOf(tx, whom)
      recordAccess(tx, now, {
        action: 'account-changed',
        details: { who, role: 'admin', whom, code: invitation ? 'person-invited' : 'password-reset' },
      })
      // Nobody learns the password that ended the old one.
      return giveAccess({ ...context, db: tx }, { userId: whom, madeBy: who, now }, password, invitation)
    })
    context.log.info('access-renewed')
    return ok(given)
  })
