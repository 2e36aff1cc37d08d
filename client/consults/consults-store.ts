import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { believedConsult, type Consult } from './believe.ts'

/** Every consult that the person has a part in, at the own clinic and at partners, as the rooms say. */
export const createConsults = (): Accessor<Consult[]> => {
  const session = useSession()
  const api = useClinicApi()
  // What a former partner asked or answered stays readable.
  const isTrusted = (server: ServerName) =>
    server === session.serverName ||
    api.partners().some((partner) => partner.serverName === server && partner.status !== 'proposed')
  return createMemo(() =>
    session.consults().flatMap((room) => {
      const consult = believedConsult(room, isTrusted)
      return consult ? [consult] : []
    }),
  )
}
