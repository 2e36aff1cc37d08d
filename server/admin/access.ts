import type { AccessOutput, NewInvitation } from '#shared/admin/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { hasPassword } from '../auth/has-password.ts'
import type { Context } from '../context.ts'
import type { Database } from '../db/open-database.ts'
import { openInvitation } from '../invitations/open-invitation.ts'

/** What somebody comes in with: an invitation, or else the password, which is given out once; neither by the provider. */
export const giveAccess = (
  { config, db }: { config: Context['config']; db: Database },
  about: { userId: UserId; madeBy: UserId; now: number },
  password: string,
  invitation: NewInvitation | null,
): AccessOutput => {
  const { userId } = about
  if (!hasPassword(config, userId)) return { userId, password: null, invitation: null }
  return invitation
    ? { userId, password: null, invitation: openInvitation(db, about, invitation) }
    : { userId, password, invitation: null }
}
