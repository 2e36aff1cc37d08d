import { eq } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { invitations } from './tables.ts'

export type Invitation = typeof invitations.$inferSelect

/** An earlier one of the same person is over. */
export const saveInvitation = (db: Database, invitation: Invitation): void => {
  const { userId, ...rest } = invitation
  db.insert(invitations).values(invitation).onConflictDoUpdate({ target: invitations.userId, set: rest }).run()
}

export const findInvitation = (db: Database, id: string): Invitation | null =>
  db.select().from(invitations).where(eq(invitations.id, id)).get() ?? null

/** False when it was gone already. */
export const removeInvitation = (db: Database, id: string): boolean =>
  db.delete(invitations).where(eq(invitations.id, id)).run().changes === 1

export const removeInvitationOf = (db: Database, userId: UserId): void =>
  void db.delete(invitations).where(eq(invitations.userId, userId)).run()
