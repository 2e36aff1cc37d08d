import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AuditAction, AuditOutcome } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** What is looked for is read out of the texts that the chain covers: there is no second copy that could say otherwise. */
const within = (column: 'record' | 'details', name: string) => sql.raw(`(json_extract("${column}", '$.${name}'))`)

/**
 * The log of accesses: append-only by its triggers (migration `audit_append_only`), chained as `shared/audit/chain.ts`
 * says. Written by `recordAccess` alone.
 */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    /** SQLite notes the highest beside the table: so much must be there. */
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    record: text('record').notNull(),
    commitment: text('commitment').notNull(),
    hash: text('hash').notNull(),
    salt: text('salt'),
    details: text('details'),
    /** Unix time in ms. */
    at: integer('at').generatedAlwaysAs(within('record', 'at')),
    action: text('action').$type<AuditAction>().generatedAlwaysAs(within('record', 'action')),
    outcome: text('outcome').$type<AuditOutcome>().generatedAlwaysAs(within('record', 'outcome')),
    who: text('who').$type<UserId>().generatedAlwaysAs(within('details', 'who')),
    whom: text('whom').$type<UserId>().generatedAlwaysAs(within('details', 'whom')),
    room: text('room').$type<RoomId>().generatedAlwaysAs(within('details', 'room')),
    version: integer('version').generatedAlwaysAs(within('details', 'version')),
  },
  (table) => [
    index('audit_entries_at').on(table.at),
    index('audit_entries_who').on(table.who),
    index('audit_entries_whom').on(table.whom),
    index('audit_entries_room').on(table.room),
  ],
)
