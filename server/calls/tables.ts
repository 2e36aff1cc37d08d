import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Leave events that clients have laid down at Synapse and given to us: kept back while LiveKit has the participant. */
export const callLeaves = sqliteTable(
  'call_leaves',
  {
    /** LiveKit's names of room and participant. */
    room: text('room').notNull(),
    identity: text('identity').notNull(),
    /** What Synapse calls the delayed event. */
    delayId: text('delay_id').notNull(),
    timeoutMs: integer('timeout_ms').notNull(),
    /** Unix time in ms when it has to be put off again; null before the participant has come. */
    restartAt: integer('restart_at'),
    /** Unix time in ms when it is over for one who has not come, or has gone; null while they are there. */
    endsAt: integer('ends_at'),
  },
  (table) => [primaryKey({ columns: [table.room, table.identity] })],
)
