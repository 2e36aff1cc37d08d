import type { InvitationOutput } from '#shared/auth/invitation.ts'
import type { SecretLink } from '#shared/auth/secret-link.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { findAccount } from '../admin/account.ts'
import type { Context } from '../context.ts'
import { findOpen } from './find-open.ts'

/** Whose account a link opens. It stays good: programs that look at links before people do must not use it up. */
export const lookAtInvitation = async (
  context: Context,
  link: SecretLink,
): Promise<Result<InvitationOutput, Refusal>> => {
  const found = findOpen(context, link)
  const account = found && (await findAccount(context, found.userId))
  if (!account || account.isDeactivated) return refused({ code: 'link-over' })
  return ok({ userId: found.userId, name: account.name, expiresAt: found.expiresAt })
}
