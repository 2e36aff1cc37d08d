import type { HealthcareService, PractitionerRole } from '#shared/directory/api.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { PersonRow, ServiceRow } from './queries.ts'

export const personView = ({ userId, name, title, specialty, serviceId, tier }: PersonRow): PractitionerRole => ({
  userId,
  name,
  title,
  specialty,
  serviceId,
  onCall: tier !== null,
})

export const serviceView = (
  { id, name, specialty, onCallCount }: ServiceRow,
  serverName: ServerName,
): HealthcareService => ({ id, name, specialty, serverName, onCallCount })
