import { randomBytes } from 'node:crypto'
import type { PasswordOutput } from '#shared/admin/api.ts'
import { makePassword } from '#shared/admin/password.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { findAccount } from './account.ts'
import { endSessions } from './queries.ts'

/**
 * A new password, for who has lost theirs or whose password somebody else knows: every device is signed out, and what
 * is encrypted opens with the person's recovery key only, as on any new device.
 */
export const resetPassword = async (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  whom: UserId,
): Promise<Result<PasswordOutput, Refusal>> => {
  if (whom === who) return refused({ code: 'not-allowed' })
  const account = await findAccount(context, whom)
  if (!account || account.isDeactivated) return refused({ code: 'not-found' })
  const password = makePassword(randomBytes)
  const path = `/v1/reset_password/${encodeURIComponent(whom)}`
  await context.homeserver.admin('POST', path, { new_password: password, logout_devices: true })
  transaction(context.db, (tx) => {
    endSessions(tx, whom, context.now())
    recordAccess(tx, context.now(), {
      action: 'account-changed',
      details: { who, role: 'admin', whom, code: 'password-reset' },
    })
  })
  context.log.info('password-reset')
  return ok({ userId: whom, password })
}
