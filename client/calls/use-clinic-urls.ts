import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { isAgreed } from '../partners/index.ts'

/** Web addresses of the own clinic, which gave us this page, and of the partners with which calls are agreed now. */
export const useClinicUrls = (): Accessor<ReadonlyMap<ServerName, string>> => {
  const session = useSession()
  const api = useClinicApi()
  return createMemo(() => {
    const urls = new Map<ServerName, string>([[session.serverName, location.origin]])
    for (const partner of api.partners())
      if (partner.url && isAgreed(partner, 'teleconsult')) urls.set(partner.serverName, partner.url)
    return urls
  })
}
