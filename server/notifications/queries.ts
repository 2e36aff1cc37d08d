import { and, asc, eq, inArray } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { pushSubscriptions } from './tables.ts'

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
