import { type Accessor, createMemo } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useIsTrusted } from '../partners/index.ts'
import { believedConsult, type Consult } from './believe.ts'

const isSame = (one: Consult | undefined, other: Consult): one is Consult =>
  one?.task === other.task && one.membership === other.membership && one.homeServer === other.homeServer

/**
 * Every consult that the person has a part in, at the own clinic and at partners, as the rooms say. One that has not
 * changed stays the same object, so that nothing is drawn anew for it.
 */
export const createConsults = (): Accessor<Consult[]> => {
  const session = useSession()
  const isTrusted = useIsTrusted()
  let known = new Map<RoomId, Consult>()
  return createMemo(() => {
    const found = session.consults().flatMap((room) => {
      const consult = believedConsult(room, isTrusted)
      if (!consult) return []
      const before = known.get(room.roomId)
      return isSame(before, consult) ? before : consult
    })
    known = new Map(found.map((consult) => [consult.roomId, consult]))
    return found
  })
}
