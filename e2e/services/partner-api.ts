import type { Partner, PartnerConnection, PartnersOutput } from '#shared/partners/api.ts'
import type { ConnectionReport } from '#shared/partners/connection.ts'
import { type PartnerLimits, unlimited } from '#shared/partners/limits.ts'
import type { Target } from '#shared/partners/partnership.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { confirmed, type Somebody } from './somebody.ts'
import { until } from './until.ts'

export const propose = (by: Somebody, to: TestClinic): Promise<Partner> =>
  askService<Partner>(by.clinic, by, 'POST', '/api/partners', { serverName: to.serverName })

/** What an admin asks of the partnership with another clinic. */
export const movePartner = async (by: Somebody, partner: TestClinic, to: Target): Promise<Partner> =>
  askService<Partner>(
    by.clinic,
    to === 'ended' ? await confirmed(by) : by,
    'POST',
    `/api/partners/${partner.serverName}/transitions`,
    { to },
  )

/** Needs no password: nothing ends by it. */
export const declinePartner = (by: Somebody, partner: TestClinic): Promise<Partner> =>
  askService<Partner>(by.clinic, by, 'POST', `/api/partners/${partner.serverName}/transitions`, { to: 'ended' })

/** What an admin lets the other clinic do: everything, but for what is said. */
export const limitPartner = (by: Somebody, partner: TestClinic, limits: Partial<PartnerLimits>): Promise<Partner> =>
  askService<Partner>(by.clinic, by, 'PUT', `/api/partners/${partner.serverName}/limits`, { ...unlimited, ...limits })

export const testConnection = (by: Somebody, to: TestClinic): Promise<ConnectionReport> =>
  askService<ConnectionReport>(by.clinic, by, 'POST', `/api/partners/${to.serverName}/connection-tests`, {})

const partnersSeenBy = (by: Somebody) => askService<PartnersOutput>(by.clinic, by, 'GET', '/api/partners')

export const connectionSeenBy = async (by: Somebody, to: TestClinic): Promise<PartnerConnection | undefined> =>
  (await partnersSeenBy(by)).connections.find(({ serverName }) => serverName === to.serverName)

/** How `by` sees the partnership with another clinic. */
export const partnerSeenBy = async (by: Somebody, partner: TestClinic): Promise<Partner | null> => {
  const { partners } = await partnersSeenBy(by)
  return partners.find(({ serverName }) => serverName === partner.serverName) ?? null
}

export const untilSeen = (by: Somebody, partner: TestClinic, status: Partner['status']): Promise<Partner> =>
  until(`${partner.name} being ${status} at ${by.clinic.name}`, async () => {
    const seen = await partnerSeenBy(by, partner)
    return seen?.status === status && seen
  })

/** Whatever a test did, the clinics are partners again afterwards: each side resumes, proposes or accepts. */
export const restorePartnership = async (one: Somebody, other: Somebody): Promise<void> => {
  const turns = [
    [one, other.clinic],
    [other, one.clinic],
    [one, other.clinic],
  ] as const
  for (const [admin, partner] of turns) {
    const seen = await partnerSeenBy(admin, partner)
    if (seen && seen.status !== 'ended') await limitPartner(admin, partner, {})
    if (seen?.status === 'active') continue
    // The one whose turn it is may have nothing to do.
    if (seen?.status === 'suspended') await movePartner(admin, partner, 'active').catch(() => {})
    else await propose(admin, partner).catch(() => {})
  }
  await untilSeen(one, other.clinic, 'active')
  await untilSeen(other, one.clinic, 'active')
}
