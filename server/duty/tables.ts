import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** An index of the conversations with this clinic's duties. The rooms are the truth; this can be thrown away. */
export const dutyConversations = sqliteTable(
  'duty_conversations',
  {
    roomId: text('room_id').$type<RoomId>().primaryKey(),
    serviceId: text('service_id').notNull(),
    asker: text('asker').$type<UserId>().notNull(),
    roster: text('roster', { mode: 'json' }).$type<Roster>().notNull(),
    /** Closed, and nobody of the role is in it any more: changes of shift are nothing to it. */
    isAtRest: integer('is_at_rest', { mode: 'boolean' }).notNull(),
    /** Counts the changes that it has to follow, and how many of them it has followed. */
    wanted: integer('wanted').notNull().default(1),
    settled: integer('settled').notNull().default(0),
    /** Unix time in ms: since when the asker waits; null when the last word was the role's. */
    waitingSince: integer('waiting_since'),
  },
  (table) => [
    uniqueIndex('duty_conversations_asker').on(table.serviceId, table.asker),
    index('duty_conversations_open').on(table.serviceId, table.isAtRest),
  ],
)

/** How long the last answers took, for what one may expect. */
export const dutyAnswers = sqliteTable(
  'duty_answers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    serviceId: text('service_id').notNull(),
    tookMs: integer('took_ms').notNull(),
  },
  (table) => [index('duty_answers_service').on(table.serviceId)],
)
