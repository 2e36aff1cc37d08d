import { and, asc, eq, sql } from 'drizzle-orm'
import type { HeldRoles } from '#shared/auth/roles.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { type Database, preparedOnce } from '../db/open-database.ts'
import { clinicRoles } from './tables.ts'

const { userId, serviceId } = clinicRoles

const ofPerson = preparedOnce((db) =>
  db
    .select()
    .from(clinicRoles)
    .where(eq(userId, sql.placeholder('who')))
    .orderBy(asc(serviceId))
    .prepare(),
)

/** Asked at every request of one's own people: what is taken holds at once. */
export const rolesOf = (db: Database, who: UserId): HeldRoles => {
  const rows = ofPerson(db).all({ who })
  return {
    isAuditor: rows.some((row) => row.role === 'auditor'),
    isOperator: rows.some((row) => row.role === 'operator'),
    leads: rows.flatMap((row) => (row.role === 'lead' ? [row.serviceId] : [])),
  }
}

export const leadsOf = (db: Database, service: string): UserId[] =>
  db
    .select({ userId })
    .from(clinicRoles)
    .where(and(eq(clinicRoles.role, 'lead'), eq(serviceId, service)))
    .orderBy(asc(userId))
    .all()
    .map((row) => row.userId)

export const saveRoles = (db: Database, who: UserId, held: HeldRoles): void => {
  db.delete(clinicRoles).where(eq(userId, who)).run()
  const rows = [
    ...(held.isAuditor ? [{ userId: who, role: 'auditor' as const, serviceId: '' }] : []),
    ...(held.isOperator ? [{ userId: who, role: 'operator' as const, serviceId: '' }] : []),
    ...[...new Set(held.leads)].map((id) => ({ userId: who, role: 'lead' as const, serviceId: id })),
  ]
  if (rows.length > 0) db.insert(clinicRoles).values(rows).run()
}
