import { asc, eq } from 'drizzle-orm'
import { isOpenByList } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type PartnershipStatus, statusOf } from '#shared/partners/partnership.ts'
import type { Database } from '../db/open-database.ts'
import { listRulingOn } from '../federation-list/queries.ts'
import { partners } from './tables.ts'

export type PartnerRow = typeof partners.$inferSelect

export const findPartner = (db: Database, server: ServerName): PartnerRow | null =>
  db.select().from(partners).where(eq(partners.serverName, server)).get() ?? null

export const findPartnerByMessage = (db: Database, messageId: string): PartnerRow | null =>
  db.select().from(partners).where(eq(partners.messageId, messageId)).get() ?? null

export const listPartners = (db: Database): PartnerRow[] =>
  db.select().from(partners).orderBy(asc(partners.serverName)).all()

export const savePartner = (db: Database, row: PartnerRow): void => {
  db.insert(partners).values(row).onConflictDoUpdate({ target: partners.serverName, set: row }).run()
}

export const removePartner = (db: Database, server: ServerName): void => {
  db.delete(partners).where(eq(partners.serverName, server)).run()
}

/** What is agreed, as far as the federation list lets it: whom it does not name is as good as suspended. */
export const statusInForce = (db: Database, row: PartnerRow): PartnershipStatus['status'] => {
  const { status } = statusOf(row)
  return status === 'active' && !isOpenByList(listRulingOn(db, row.serverName)) ? 'suspended' : status
}

/** How we stand with a server; null for one we have nothing to do with. Asked at every request of its people. */
export const partnerStatus = (db: Database, server: ServerName): PartnershipStatus['status'] | null => {
  const row = findPartner(db, server.toLowerCase() as ServerName)
  return row && statusInForce(db, row)
}

export const activePartners = (db: Database): PartnerRow[] =>
  listPartners(db).filter((row) => statusInForce(db, row) === 'active')
