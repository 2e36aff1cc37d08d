import { tiers } from '#shared/consults/priority.ts'
import type { HealthcareService, PractitionerRole } from '#shared/directory/api.ts'
import { availableAlways, notAvailableAt } from '#shared/directory/availability.ts'
import { hasFeature } from '#shared/features/feature.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { usualConsultMs } from '../consults/queries.ts'
import type { Database } from '../db/open-database.ts'
import { usualAnswerMs } from '../duty/queries.ts'
import { readFeatures } from '../features/queries.ts'
import { dutiesOf, type PersonRow, type ServiceRow } from './queries.ts'

/** What others can begin with somebody of a department, or with it. */
const takenBy = (db: Database, department: string | null) => {
  const settings = readFeatures(db)
  return {
    takesConsults: hasFeature(settings, 'consults', department),
    takesMessages: hasFeature(settings, 'messaging', department),
  }
}

export const personView = (db: Database, row: PersonRow, now: number): PractitionerRole => ({
  userId: row.userId,
  name: row.name,
  title: row.title,
  specialty: row.specialty,
  serviceId: row.serviceId,
  onCall: row.tier !== null,
  notAvailable: notAvailableAt(row.availability ?? availableAlways, now),
  ...takenBy(db, row.serviceId),
})

/** A department with its duty: who has it now, and how soon it answers. */
export const serviceView = (
  db: Database,
  { id, name, specialty, phone, times, onCallCount }: ServiceRow,
  serverName: ServerName,
): HealthcareService => ({
  id,
  name,
  specialty,
  serverName,
  onCallCount,
  onDuty: dutiesOf(db, id)
    .sort((one, other) => tiers.indexOf(one.tier) - tiers.indexOf(other.tier))
    .map(({ userId, name: called, tier }) => ({ userId, name: called, tier })),
  usualAnswerMs: usualAnswerMs(db, id),
  usualConsultMs: usualConsultMs(db, serverName, id),
  phone,
  times,
  ...takenBy(db, id),
})
