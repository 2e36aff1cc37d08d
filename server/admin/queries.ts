import { eq } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { endedSessions } from './tables.ts'

export const endSessions = (db: Database, userId: UserId, endedAt: number): void => {
  db.insert(endedSessions)
    .values({ userId, endedAt })
    .onConflictDoUpdate({ target: endedSessions.userId, set: { endedAt } })
    .run()
}

/** Unix time in ms until which sessions of somebody were ended; null: none ever were. */
export const sessionsEndedAt = (db: Database, userId: UserId): number | null =>
  db.select().from(endedSessions).where(eq(endedSessions.userId, userId)).get()?.endedAt ?? null
