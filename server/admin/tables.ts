import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '#shared/matrix/ids.ts'

/** Since when what somebody was signed in with here counts no more: sessions carry no list of their own. */
export const endedSessions = sqliteTable('ended_sessions', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  /** Unix time in ms. */
  endedAt: integer('ended_at').notNull(),
})

/** Accounts that are being closed, or were a short time ago: what is left to do survives the end of the service. */
export const accountClosings = sqliteTable('account_closings', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  /** The admin who closes it. */
  who: text('who').$type<UserId>().notNull(),
  /** Unix time in ms. */
  startedAt: integer('started_at').notNull(),
  /** Of its conversations, how many were looked at so far, and all of them; null while they are not counted. */
  doneRooms: integer('done_rooms').notNull(),
  allRooms: integer('all_rooms'),
  /** Consults that it had asked for and that nobody looks after now. */
  unattended: integer('unattended').notNull(),
  isDone: integer('is_done', { mode: 'boolean' }).notNull(),
})
