import { type Accessor, createMemo } from 'solid-js'
import { useClinicApi } from '../clinic-api/index.ts'
import { createNeedsMe } from '../consults/index.ts'
import { unreadOf } from '../matrix/heard.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicsAsking } from '../partners/index.ts'

export type Counts = {
  unread: Accessor<number>
  needMe: Accessor<number>
  /** What waits for an admin. */
  administration: Accessor<{ clinics: number; reports: number }>
}

export const createCounts = (): Counts => {
  const session = useSession()
  const api = useClinicApi()
  const clinicsAsking = useClinicsAsking()
  const needMe = createNeedsMe()
  // What cannot be opened must not call.
  return {
    unread: createMemo(() => (api.has('messaging') ? unreadOf(session.rooms()) : 0)),
    needMe: () => (api.has('consults') ? needMe() : 0),
    administration: () => ({
      clinics: clinicsAsking(),
      reports: api.reports(),
    }),
  }
}
