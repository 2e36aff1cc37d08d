import type { HealthcareService, PractitionerRole } from '#shared/directory/api.ts'
import { availableAlways, notAvailableAt } from '#shared/directory/availability.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { PersonRow, ServiceRow } from './queries.ts'

export const personView = (row: PersonRow, now: number): PractitionerRole => ({
  userId: row.userId,
  name: row.name,
  title: row.title,
  specialty: row.specialty,
  serviceId: row.serviceId,
  onCall: row.tier !== null,
  notAvailable: notAvailableAt(row.availability ?? availableAlways, now),
})

export const serviceView = (
  { id, name, specialty, onCallCount }: ServiceRow,
  serverName: ServerName,
): HealthcareService => ({ id, name, specialty, serverName, onCallCount })
