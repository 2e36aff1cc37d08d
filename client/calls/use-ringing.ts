import { type Accessor, createMemo } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import { type RoomId, serverOf } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { isInCallOf } from './active-call.ts'
import { type Ringing, ringingOf } from './ringing-rules.ts'
import { useClinicUrls } from './use-clinic-urls.ts'

const lookEveryMs = 2_000

/** A call sounds like something that is very urgent, unless its consult says otherwise. */
const soundOfCall: Priority = 'asap'

/** Who calls us just now, from whichever room. Call under a Solid owner. */
export const createRinging = (): Accessor<Ringing[]> => {
  const session = useSession()
  const clinicUrls = useClinicUrls()
  const now = createClock(lookEveryMs)
  return createMemo(() =>
    session.calls().flatMap((roomId): Ringing[] => {
      const room = session.rtc(roomId)
      // Who may not come in is not called.
      if (isInCallOf(session, roomId) || room.entry() === 'locked' || room.entry() === 'removed') return []
      const around = { ownId: session.userId, members: room.members(), rings: session.rings(), now: now() }
      const ring = ringingOf(roomId, around)
      // Nor by whom one would not see or hear.
      return ring && clinicUrls().has(serverOf(ring.caller)) ? [ring] : []
    }),
  )
}

/** How loud: a conversation that one has muted calls in silence, unless it is a consult. */
export const soundOf = (
  session: ReturnType<typeof useSession>,
  ringing: readonly Ringing[],
  priorityOf: (roomId: RoomId) => Priority | null,
): Priority | null => {
  const isSilent = (roomId: RoomId) =>
    session.rooms().find((room) => room.roomId === roomId)?.notify === 'none' && priorityOf(roomId) === null
  const [loudest] = ringing.filter(({ roomId }) => !isSilent(roomId))
  if (!loudest) return null
  return priorityOf(loudest.roomId) === 'stat' ? 'stat' : soundOfCall
}
