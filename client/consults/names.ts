import { createResource } from 'solid-js'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat } from '../i18n/index.ts'
import { useSession } from '../matrix/session-context.tsx'

/** How people, clinics and times are called on screen and in exports. */
export const useNames = () => {
  const session = useSession()
  const api = useClinicApi()
  const format = useFormat()
  const [ownClinic] = createResource(() => unwrap(api.own.api.clinic.$get()).catch(() => null))

  const clinic = (server: ServerName): string => {
    const own = server === session.serverName ? ownClinic()?.name : undefined
    return own ?? api.partners().find((partner) => partner.serverName === server)?.name ?? server
  }
  return {
    clinic,
    person: (userId: UserId) => session.nameOf(userId),
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    moment: (ms: number) => format.dateTime(ms),
    day: (isoDay: string) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  }
}
