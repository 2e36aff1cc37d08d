import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { pushSubscriptions, silences } from './tables.ts'

export type SubscriptionRow = typeof pushSubscriptions.$inferSelect

export const subscriptionsByKey = (db: Database, pushkeys: readonly string[]): SubscriptionRow[] =>
  db
    .select()
    .from(pushSubscriptions)
    .where(inArray(pushSubscriptions.pushkey, [...pushkeys]))
    .all()

/** Oldest first. */
export const subscriptionsOf = (db: Database, userId: UserId): SubscriptionRow[] =>
  db
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.userId, userId))
    .orderBy(asc(pushSubscriptions.createdAt))
    .all()

/** A browser has one subscription; whoever signs in there next takes its place. */
export const saveSubscription = (db: Database, row: SubscriptionRow): void => {
  db.insert(pushSubscriptions).values(row).onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: row }).run()
}

export const removeSubscription = (db: Database, pushkey: string): void => {
  db.delete(pushSubscriptions).where(eq(pushSubscriptions.pushkey, pushkey)).run()
}

export const removeSubscriptionOf = (db: Database, userId: UserId, pushkey: string): void => {
  db.delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.pushkey, pushkey), eq(pushSubscriptions.userId, userId)))
    .run()
}

export const removeSubscriptionsOf = (db: Database, userId: UserId): void => {
  db.delete(pushSubscriptions).where(eq(pushSubscriptions.userId, userId)).run()
}

/** Takes the place of an earlier one; what is over goes with it. */
export const saveSilence = (db: Database, row: typeof silences.$inferInsert, now: number): void => {
  db.transaction((tx) => {
    tx.delete(silences).where(lte(silences.endsAt, now)).run()
    tx.insert(silences)
      .values(row)
      .onConflictDoUpdate({ target: [silences.userId, silences.roomId], set: { endsAt: row.endsAt } })
      .run()
  })
}

export const removeSilence = (db: Database, userId: UserId, roomId: RoomId): void => {
  db.delete(silences)
    .where(and(eq(silences.userId, userId), eq(silences.roomId, roomId)))
    .run()
}

/** Who wants to hear nothing of a room now. */
export const silentIn = (db: Database, roomId: RoomId, now: number): ReadonlySet<UserId> =>
  new Set(
    db
      .select({ userId: silences.userId })
      .from(silences)
      .where(and(eq(silences.roomId, roomId), gt(silences.endsAt, now)))
      .all()
      .map(({ userId }) => userId),
  )
