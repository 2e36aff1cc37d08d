import { randomBytes } from 'node:crypto'
import type { InvitationView, NewInvitation } from '#shared/admin/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { saveInvitation } from './queries.ts'

/** From now on the link opens the account; of several, the last one. */
export const openInvitation = (
  db: Database,
  { userId, madeBy, now }: { userId: UserId; madeBy: UserId; now: number },
  { secretHash, validMs }: NewInvitation,
): InvitationView => {
  const view = { id: randomBytes(12).toString('base64url'), expiresAt: now + validMs }
  saveInvitation(db, { ...view, userId, secretHash, madeBy })
  return view
}
