import { count, eq } from 'drizzle-orm'
import type { ListRuling } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { listedDomains, listSubscriptions } from './tables.ts'

export type Subscription = typeof listSubscriptions.$inferSelect
const theOne = 1

export const findSubscription = (db: Database): Subscription | null => db.select().from(listSubscriptions).get() ?? null

export const saveSubscription = (db: Database, subscription: Omit<Subscription, 'id'>): void => {
  const row = { ...subscription, id: theOne }
  db.insert(listSubscriptions).values(row).onConflictDoUpdate({ target: listSubscriptions.id, set: row }).run()
}

export const removeSubscription = (db: Database): void => {
  db.delete(listSubscriptions).run()
  db.delete(listedDomains).run()
}

export const saveListed = (db: Database, domains: readonly ServerName[]): void => {
  db.delete(listedDomains).run()
  for (const domain of new Set(domains.map((name) => name.toLowerCase() as ServerName)))
    db.insert(listedDomains).values({ domain }).run()
}

export const countListed = (db: Database): number => db.select({ found: count() }).from(listedDomains).get()?.found ?? 0

/** What the list says about a clinic. Asked at every request of its people. */
export const listRulingOn = (db: Database, server: ServerName): ListRuling => {
  const subscription = findSubscription(db)
  if (!subscription) return 'no-subscription'
  if (!subscription.isInForce) return subscription.version === null ? 'no-list' : 'list-ended'
  const domain = server.toLowerCase() as ServerName
  return db.select().from(listedDomains).where(eq(listedDomains.domain, domain)).get() ? 'listed' : 'not-listed'
}
