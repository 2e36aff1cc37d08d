import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '#shared/matrix/ids.ts'

/** Since when what somebody was signed in with here counts no more: sessions carry no list of their own. */
export const endedSessions = sqliteTable('ended_sessions', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  /** Unix time in ms. */
  endedAt: integer('ended_at').notNull(),
})
