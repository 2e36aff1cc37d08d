import { and, eq, lt, or } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { accountClosings, endedSessions } from './tables.ts'

export const endSessions = (db: Database, userId: UserId, endedAt: number): void => {
  db.insert(endedSessions)
    .values({ userId, endedAt })
    .onConflictDoUpdate({ target: endedSessions.userId, set: { endedAt } })
    .run()
}

/** Unix time in ms until which sessions of somebody were ended; null: none ever were. */
export const sessionsEndedAt = (db: Database, userId: UserId): number | null =>
  db.select().from(endedSessions).where(eq(endedSessions.userId, userId)).get()?.endedAt ?? null

type Closing = typeof accountClosings.$inferSelect
/** How long it can be asked what became of one. */
const closingKeptMs = 24 * 60 * 60_000

export const findClosing = (db: Database, userId: UserId): Closing | null =>
  db.select().from(accountClosings).where(eq(accountClosings.userId, userId)).get() ?? null

/** One that runs goes on; one that is done begins anew. */
export const startClosing = (db: Database, closing: Pick<Closing, 'userId' | 'who' | 'startedAt'>): void => {
  const { isDone, startedAt, userId } = accountClosings
  db.delete(accountClosings)
    .where(and(eq(isDone, true), or(lt(startedAt, closing.startedAt - closingKeptMs), eq(userId, closing.userId))))
    .run()
  db.insert(accountClosings)
    .values({ ...closing, doneRooms: 0, allRooms: null, unattended: 0, isDone: false })
    .onConflictDoNothing()
    .run()
}

export const changeClosing = (db: Database, userId: UserId, changed: Partial<Closing>): void => {
  db.update(accountClosings).set(changed).where(eq(accountClosings.userId, userId)).run()
}

export const listRunningClosings = (db: Database): UserId[] =>
  db
    .select({ userId: accountClosings.userId })
    .from(accountClosings)
    .where(eq(accountClosings.isDone, false))
    .all()
    .map(({ userId }) => userId)
