import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

/** Whether we believe a clinic's service: our own, a partner's, and a former one's, whose rooms stay readable. */
export const useIsTrusted = (): ((server: ServerName) => boolean) => {
  const session = useSession()
  const api = useClinicApi()
  return (server) =>
    server === session.serverName ||
    api.partners().some((partner) => partner.serverName === server && partner.status !== 'proposed')
}
