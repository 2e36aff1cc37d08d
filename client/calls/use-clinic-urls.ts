import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

/** Whether people of both clinics see and hear each other in a call. */
const mayMeet = ({ status, services }: Pick<Partner, 'status' | 'services'>): boolean =>
  status === 'active' && services.includes('teleconsult')

/** Web addresses of the own clinic, which gave us this page, and of the partners with which calls are agreed now. */
export const useClinicUrls = (): Accessor<ReadonlyMap<ServerName, string>> => {
  const session = useSession()
  const api = useClinicApi()
  return createMemo(() => {
    const urls = new Map<ServerName, string>([[session.serverName, location.origin]])
    for (const partner of api.partners()) if (partner.url && mayMeet(partner)) urls.set(partner.serverName, partner.url)
    return urls
  })
}

/** Of these clinics, the known ones with which calls are not agreed, or not now. */
export const useApart = (servers: Accessor<readonly ServerName[]>): Accessor<ServerName[]> => {
  const api = useClinicApi()
  return createMemo(() =>
    api
      .partners()
      .flatMap((partner) => (servers().includes(partner.serverName) && !mayMeet(partner) ? [partner.serverName] : [])),
  )
}
