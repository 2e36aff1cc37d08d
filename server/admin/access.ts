import type { AccessOutput, NewInvitation } from '#shared/admin/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { openInvitation } from '../invitations/open-invitation.ts'

/** What somebody comes in with: an invitation, or else the password, which is given out once. */
export const giveAccess = (
  db: Database,
  about: { userId: UserId; madeBy: UserId; now: number },
  password: string,
  invitation: NewInvitation | null,
): AccessOutput => {
  const { userId } = about
  return invitation
    ? { userId, password: null, invitation: openInvitation(db, about, invitation) }
    : { userId, password, invitation: null }
}
