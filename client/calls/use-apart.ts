import type { Accessor } from 'solid-js'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useNotAgreed } from '../partners/index.ts'

export type Apart = {
  /** Clinics whose people would not be seen or heard. */
  clinics: Accessor<ServerName[]>
  /** Of two people, one could not see or hear the other. */
  isAlone: Accessor<boolean>
}

/** With whom of a conversation no call is possible. Call under a Solid owner. */
export const useApart = (roomId: RoomId): Apart => {
  const session = useSession()
  const summary = () => session.rooms().find((room) => room.roomId === roomId)
  const clinics = useNotAgreed('teleconsult', () => summary()?.servers ?? [])
  return { clinics, isAlone: () => summary()?.kind === 'direct' && clinics().length > 0 }
}
