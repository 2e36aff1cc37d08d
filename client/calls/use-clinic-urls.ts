import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

/** Web addresses of the own clinic, which gave us this page, and of its active partners. */
export const useClinicUrls = (): Accessor<ReadonlyMap<ServerName, string>> => {
  const session = useSession()
  const api = useClinicApi()
  return createMemo(() => {
    const urls = new Map<ServerName, string>([[session.serverName, location.origin]])
    for (const { serverName, status, url } of api.partners()) if (status === 'active' && url) urls.set(serverName, url)
    return urls
  })
}
