import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '#shared/matrix/ids.ts'

/** Links by which people set their own password: the newest of each person, until it is used. */
export const invitations = sqliteTable('invitations', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  id: text('id').notNull().unique(),
  secretHash: text('secret_hash').notNull(),
  madeBy: text('made_by').$type<UserId>().notNull(),
  /** Unix time in ms. */
  expiresAt: integer('expires_at').notNull(),
})
