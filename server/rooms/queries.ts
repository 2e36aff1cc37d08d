import { eq } from 'drizzle-orm'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { RoomClosed } from '#shared/rooms/api.ts'
import type { Database } from '../db/open-database.ts'
import { closedRooms } from './tables.ts'

export const listClosed = (db: Database): RoomId[] =>
  db
    .select({ roomId: closedRooms.roomId })
    .from(closedRooms)
    .all()
    .map(({ roomId }) => roomId)

export const findClosed = (db: Database, roomId: RoomId): RoomClosed | null =>
  db
    .select({ reason: closedRooms.reason, at: closedRooms.at })
    .from(closedRooms)
    .where(eq(closedRooms.roomId, roomId))
    .get() ?? null

export const saveClosed = (db: Database, roomId: RoomId, closed: RoomClosed): void => {
  db.insert(closedRooms)
    .values({ roomId, ...closed })
    .onConflictDoUpdate({ target: closedRooms.roomId, set: closed })
    .run()
}

export const removeClosed = (db: Database, roomId: RoomId): void => {
  db.delete(closedRooms).where(eq(closedRooms.roomId, roomId)).run()
}
