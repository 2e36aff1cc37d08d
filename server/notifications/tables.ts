import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** Browsers that want to be woken: where they are reached, and the keys that messages to them are encrypted with. */
export const pushSubscriptions = sqliteTable(
  'push_subscriptions',
  {
    /** Random; the homeserver knows the browser by it. */
    pushkey: text('pushkey').primaryKey(),
    userId: text('user_id').$type<UserId>().notNull(),
    endpoint: text('endpoint').notNull().unique(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    /** Unix time in ms. */
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('push_subscriptions_user').on(table.userId)],
)

/** Conversations that wake somebody again at a time: a rule of the homeserver has no end of its own. */
export const silences = sqliteTable(
  'notification_silences',
  {
    userId: text('user_id').$type<UserId>().notNull(),
    roomId: text('room_id').$type<RoomId>().notNull(),
    /** Unix time in ms. */
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.roomId] })],
)
