import { type Accessor, createSignal } from 'solid-js'
import * as v from 'valibot'
import { type HeldRoles, noRoles } from '#shared/auth/roles.ts'
import type { SessionOutput } from '#shared/auth/session.ts'
import { isGuest } from '#shared/calls/guests.ts'
import { ownFeatures } from '#shared/features/api.ts'
import type { Feature } from '#shared/features/feature.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import type { Session } from '../matrix/types.ts'
import { readApiError, unwrap } from './api-error.ts'
import { type ClinicClient, makeClient } from './client.ts'
import { type ClinicAccess, makeClinicAccess } from './clinic-access.ts'
import { createFeatureList } from './feature-list.ts'
import { createPartnerList } from './partner-list.ts'
import { createReportCount } from './report-count.ts'

export type ClinicApi = {
  /** The service of the own clinic. */
  own: ClinicClient
  /** The service of a partner clinic. */
  at(server: ServerName): ClinicClient
  partners: Accessor<Partner[]>
  refreshPartners(): Promise<void>
  /** Reported messages that nobody of the own clinic has dealt with yet; none for who is no admin. */
  reports: Accessor<number>
  refreshReports(): Promise<void>
  /** Null until the service has said. */
  isClinicAdmin: Accessor<boolean | null>
  /** Whether the clinic has this part of the application switched on for us, by now. */
  has(feature: Feature): boolean
  /** What else the person may do at the own clinic, as the service has said. */
  roles: Accessor<HeldRoles>
  /** Whether there is anything of the administration for the person; null until the service has said. */
  hasAdministration: Accessor<boolean | null>
  /** Goes on at the own clinic with a session that it has just given out. */
  adopt(session: SessionOutput): void
  /** For what is no short question: an authorised request to the own clinic or a partner. */
  fetchAt(server: ServerName, path: string, init?: RequestInit): Promise<Response>
  /** `Bearer …`; ask again for every request, it is renewed. */
  authorizationAt(server: ServerName): Promise<string>
  /** Web address, without a slash at the end. */
  addressOf(server: ServerName): Promise<string>
}

/** Longer than the service waits for something new. */
const waitMs = 40_000

/** Statuses of partner-unknown, partner-suspended and partner-unreachable. */
const mayConcernPartner = (status: number) => status === 403 || status === 502

/** The services that a signed-in person may ask. Call under a Solid owner. */
export const createClinicApi = (
  session: Pick<Session, 'serverName' | 'userId' | 'ownOpenIdToken'>,
  fetchAny: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): ClinicApi => {
  const [isClinicAdmin, setClinicAdmin] = createSignal<boolean | null>(null)
  const [roles, setRoles] = createSignal(noRoles)
  const accesses = new Map<ServerName, ClinicAccess>()

  const ownAccess = makeClinicAccess({
    address: async () => location.origin,
    prove: session.ownOpenIdToken,
    fetch: fetchAny,
    now: Date.now,
    // Of what has words, the nearest: our own clinic does not answer.
    silence: 'homeserver-unreachable',
    onSession(opened) {
      setClinicAdmin(opened.isClinicAdmin)
      setRoles(opened.roles)
    },
  })
  const partnerList = createPartnerList(async () => {
    const { partners } = await unwrap(makeClient(ownAccess.ask).api.partners.$get())
    return partners
  })
  const reportCount = createReportCount(
    () => isClinicAdmin() === true,
    async () => (await unwrap(makeClient(ownAccess.ask).api.rooms.reports.count.$get())).total,
  )
  // A guest has the one call that they came for.
  const featureList = isGuest(session.userId)
    ? null
    : createFeatureList(
        async (known, signal) => {
          const query = known && { known: known.features.join(','), standing: String(known.standing) }
          const path = `/api/features${query ? `?${new URLSearchParams(query)}` : ''}`
          const waiting = AbortSignal.any([signal, AbortSignal.timeout(waitMs)])
          const response = await ownAccess.fetch(path, { signal: waiting })
          if (!response.ok) throw await readApiError(response)
          return v.parse(ownFeatures, await response.json())
        },
        () => void ownAccess.renew().catch(() => undefined),
      )
  const refreshQuietly = () => void partnerList.refresh().catch(() => undefined)

  const accessTo = (server: ServerName): ClinicAccess => {
    if (server === session.serverName) return ownAccess
    const known = accesses.get(server)
    if (known) return known
    const made = makeClinicAccess({
      address: () => partnerList.addressOf(server),
      prove: () => unwrap(clientOf(session.serverName).api.session.introductions.$post({ json: { audience: server } })),
      fetch: fetchAny,
      now: Date.now,
      silence: 'partner-unreachable',
    })
    accesses.set(server, made)
    return made
  }

  /** What is refused may mean that a partnership is not as we know it. */
  const watched = async (asked: Promise<Response>, isPartner: boolean): Promise<Response> => {
    try {
      const response = await asked
      if (mayConcernPartner(response.status)) refreshQuietly()
      if (response.status === 403) featureList?.refresh()
      return response
    } catch (error) {
      if (isPartner) refreshQuietly()
      throw error
    }
  }

  const clients = new Map<ServerName, ClinicClient>()
  const clientOf = (server: ServerName): ClinicClient => {
    const known = clients.get(server)
    if (known) return known
    const isPartner = server !== session.serverName
    const made = makeClient((path, init) => watched(accessTo(server).ask(path, init), isPartner))
    clients.set(server, made)
    return made
  }

  return {
    own: clientOf(session.serverName),
    at: clientOf,
    partners: partnerList.partners,
    refreshPartners: partnerList.refresh,
    reports: reportCount.count,
    refreshReports: reportCount.refresh,
    isClinicAdmin,
    has: (feature) => featureList === null || featureList.features().includes(feature),
    roles,
    hasAdministration() {
      const { isAuditor, isOperator, leads } = roles()
      return isAuditor || isOperator || leads.length > 0 || isClinicAdmin()
    },
    adopt: ownAccess.adopt,
    fetchAt: (server, path, init) => watched(accessTo(server).fetch(path, init), server !== session.serverName),
    authorizationAt: (server) => accessTo(server).authorization(),
    addressOf: (server) => accessTo(server).address(),
  }
}
