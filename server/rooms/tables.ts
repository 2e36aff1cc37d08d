import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { ClosingReason } from '#shared/rooms/api.ts'

/** In which our own people write nothing, whatever its power levels say. */
export const closedRooms = sqliteTable('closed_rooms', {
  roomId: text('room_id').$type<RoomId>().primaryKey(),
  reason: text('reason').$type<ClosingReason>().notNull(),
  /** Unix time in ms. */
  at: integer('at').notNull(),
})
