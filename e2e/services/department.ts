import { randomBytes } from 'node:crypto'
import type { ServiceTimes } from '#shared/directory/service-times.ts'
import type { Specialty } from '#shared/directory/specialty.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { type Somebody, somebodyAt } from './somebody.ts'

const specialty: Specialty = 'cardiology'

export type Department = { id: string; serverName: ServerName; onCall: Somebody[] }

/** A department that no other test asks, with one person on call for each tier named. */
export const newDepartment = async (
  clinic: TestClinic,
  tiers: readonly OnCallTier[],
  times: ServiceTimes | null = null,
): Promise<Department> => {
  const id = `station-${randomBytes(4).toString('hex')}`
  const admin = await somebodyAt(clinic, { role: 'admin' })
  await askService(clinic, admin, 'PUT', '/api/directory/services', { id, name: `Station ${id}`, specialty, times })
  const onCall = await Promise.all(
    tiers.map(async (tier) => {
      const person = await somebodyAt(clinic)
      const entry = { userId: person.userId, name: 'Dr. Test', title: 'Fachärztin', specialty, serviceId: id }
      await askService(clinic, admin, 'PUT', '/api/directory/people', entry)
      await askService(clinic, person, 'PUT', '/api/directory/me/on-call', { tier })
      return person
    }),
  )
  return { id, serverName: clinic.serverName as ServerName, onCall }
}
