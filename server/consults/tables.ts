import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { askingEnds } from '#shared/consults/askings.ts'
import { priorities } from '#shared/consults/priority.ts'
import { type Task, taskStatuses } from '#shared/consults/task-content.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'

/** As SQLite recognises the condition of an index: to the letter. */
export const isUninvited = sql.raw('"is_invited" = 0')

/** An index of consult rooms for lists and deadlines. The rooms are the truth; this can be thrown away. */
export const consults = sqliteTable(
  'consults',
  {
    roomId: text('room_id').$type<RoomId>().primaryKey(),
    /** Whose service writes the task. */
    homeServer: text('home_server').$type<ServerName>().notNull(),
    requestId: text('request_id').notNull(),
    requester: text('requester').$type<UserId>().notNull(),
    status: text('status', { enum: taskStatuses }).notNull(),
    priority: text('priority', { enum: priorities }).notNull(),
    version: integer('version').notNull(),
    /** Unix time in ms. */
    authoredOn: integer('authored_on').notNull(),
    /** When the timer has to look at it, Unix time in ms; null when nobody is waited for. */
    dueAt: integer('due_at'),
    /** Everybody on call has their invitation; until then it is tried again. */
    isInvited: integer('is_invited', { mode: 'boolean' }).notNull(),
    /** What it is found by, as `foldedText` writes it. */
    searchText: text('search_text').notNull(),
    task: text('task', { mode: 'json' }).$type<Task>().notNull(),
  },
  (table) => [
    index('consults_due').on(table.homeServer, table.dueAt),
    index('consults_uninvited').on(table.homeServer).where(isUninvited),
    index('consults_request').on(table.requester, table.requestId),
  ],
)

/** Who has a part in which consult, in the order of their list: however long it is, a page is read and nothing else. */
export const consultPeople = sqliteTable(
  'consult_people',
  {
    roomId: text('room_id').$type<RoomId>().notNull(),
    userId: text('user_id').$type<UserId>().notNull(),
    isOver: integer('is_over', { mode: 'boolean' }).notNull(),
    /** Unix time in ms. */
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.roomId] }),
    index('consult_people_room').on(table.roomId),
    index('consult_people_list').on(table.userId, table.isOver, table.changedAt, table.roomId),
  ],
)

/** What became of a consult at each department that it was put to; for figures. As the index, read from the rooms. */
export const consultAskings = sqliteTable(
  'consult_askings',
  {
    roomId: text('room_id').$type<RoomId>().notNull(),
    /** As the second choice. */
    isAlternative: integer('is_alternative', { mode: 'boolean' }).notNull(),
    serviceServer: text('service_server').$type<ServerName>().notNull(),
    serviceId: text('service_id').notNull(),
    /** Unix time in ms, as the next two. */
    askedAt: integer('asked_at').notNull(),
    acceptedAt: integer('accepted_at'),
    answeredAt: integer('answered_at'),
    /** How often its time ran out. */
    escalations: integer('escalations').notNull(),
    /** Null while nothing is decided. */
    end: text('end', { enum: askingEnds }),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.isAlternative] }),
    index('consult_askings_clinic').on(table.serviceServer, table.askedAt),
    index('consult_askings_department').on(table.serviceServer, table.serviceId, table.askedAt),
  ],
)

/** Requests whose room is being made. One that stays here was cut off: its room may exist without our knowing. */
export const consultClaims = sqliteTable(
  'consult_claims',
  {
    requester: text('requester').$type<UserId>().notNull(),
    requestId: text('request_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.requester, table.requestId] })],
)
