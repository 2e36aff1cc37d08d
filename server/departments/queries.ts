import { and, asc, eq, sql } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { departmentChanges } from './tables.ts'

/** Instead of a department: the clinic's space, in which all its people are. */
export const wholeClinic = ''
/** Instead of a person: the room itself, and everybody who should be in it. */
export const everybody = ''

export type DepartmentChange = typeof departmentChanges.$inferSelect

/** In the transaction of the change itself: whatever happens after it, the room follows. */
export const noteChange = (db: Database, serviceId: string, userId: UserId | typeof everybody): void => {
  db.insert(departmentChanges)
    .values({ serviceId, userId, version: 1 })
    .onConflictDoUpdate({
      target: [departmentChanges.serviceId, departmentChanges.userId],
      set: { version: sql`${departmentChanges.version} + 1` },
    })
    .run()
}

/** The clinic's space first, and rooms before single people. */
export const nextChange = (db: Database): DepartmentChange | null =>
  db
    .select()
    .from(departmentChanges)
    .orderBy(asc(departmentChanges.userId), asc(departmentChanges.serviceId))
    .limit(1)
    .get() ?? null

/** Unless it changed again meanwhile. */
export const endChange = (db: Database, { serviceId, userId, version }: DepartmentChange): void => {
  db.delete(departmentChanges)
    .where(
      and(
        eq(departmentChanges.serviceId, serviceId),
        eq(departmentChanges.userId, userId),
        eq(departmentChanges.version, version),
      ),
    )
    .run()
}
