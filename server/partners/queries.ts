import { asc, eq } from 'drizzle-orm'
import { isOpenByList } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type PartnerService, servicesOfBoth } from '#shared/partners/limits.ts'
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

/** Whom an admin here has chosen, and not left since. */
export const listEngaged = (db: Database): PartnerRow[] =>
  listPartners(db).filter((row) => row.isChosen && statusOf(row).status !== 'ended')

export const savePartner = (db: Database, row: PartnerRow): void => {
  db.insert(partners).values(row).onConflictDoUpdate({ target: partners.serverName, set: row }).run()
}

export const removePartner = (db: Database, server: ServerName): void => {
  db.delete(partners).where(eq(partners.serverName, server)).run()
}

/**
 * What is agreed, as far as its time and the federation list let it: whose time has run out, and whom the list does not
 * name, is as good as suspended.
 */
export const statusInForce = (db: Database, row: PartnerRow): PartnershipStatus['status'] => {
  const { status } = statusOf(row)
  const isShut = row.isOver || !isOpenByList(listRulingOn(db, row.serverName))
  return status === 'active' && isShut ? 'suspended' : status
}

/** How we stand with a server; null for one we have nothing to do with. Asked at every request of its people. */
export const partnerStatus = (db: Database, server: ServerName): PartnershipStatus['status'] | null => {
  const row = findPartner(db, server.toLowerCase() as ServerName)
  return row && statusInForce(db, row)
}

/** Whether both sides let each other do this. */
export const isIncluded = (row: PartnerRow, service: PartnerService): boolean => servicesOfBoth(row).includes(service)

/** Of a partner that is active; what is not agreed is refused. */
export const includes = (db: Database, server: ServerName, service: PartnerService): boolean => {
  const row = findPartner(db, server.toLowerCase() as ServerName)
  return row !== null && isIncluded(row, service)
}

/** Which of our departments a server may find and ask: all, or those that the admin has named. */
export const opensDepartment = (db: Database, server: ServerName): ((serviceId: string) => boolean) => {
  const departments = findPartner(db, server.toLowerCase() as ServerName)?.limits?.departments ?? null
  return (serviceId) => departments === null || departments.includes(serviceId)
}

export const activePartners = (db: Database): PartnerRow[] =>
  listPartners(db).filter((row) => statusInForce(db, row) === 'active')

/** Whom we ask for people and departments. */
export const partnersWithDirectory = (db: Database): ServerName[] =>
  activePartners(db).flatMap((row) => (isIncluded(row, 'directory') ? [row.serverName] : []))
