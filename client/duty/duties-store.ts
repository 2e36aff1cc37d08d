import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { believedDuty, type Duty } from './believe.ts'

/** Every conversation with a duty that the person has a part in, as the rooms say. */
export const createDuties = (): Accessor<Duty[]> => {
  const session = useSession()
  const api = useClinicApi()
  const isTrusted = (server: ServerName) =>
    server === session.serverName ||
    api.partners().some((partner) => partner.serverName === server && partner.status !== 'proposed')
  return createMemo(() => session.duties().flatMap((room) => believedDuty(room, isTrusted) ?? []))
}
