import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { useFormat } from '../i18n/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'

/** How people, clinics and times are called on screen and in exports. */
export const useNames = () => {
  const session = useSession()
  const clinic = useClinicName()
  const format = useFormat()
  return {
    clinic,
    person: (userId: UserId) => session.nameOf(userId),
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    moment: (ms: number) => format.dateTime(ms),
    day: (isoDay: string) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  }
}
