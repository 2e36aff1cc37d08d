import type { DutyMoveInput } from '#shared/duty/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

/** So long a note may take before the handover goes on without knowing that it has arrived. */
const noteWithinMs = 15_000

export type DutyMoves = {
  move(roomId: RoomId, at: ServerName, input: DutyMoveInput): Promise<void>
  /** Gives the keys, leaves the note, and then the conversation: who hands over may be put out right after. */
  hand(roomId: RoomId, person: UserId, note: string): Promise<void>
}

/** What can be done with a conversation of the own duty. Throws what the service or the homeserver refuses. */
export const createDutyMoves = (): DutyMoves => {
  const session = useSession()
  const api = useClinicApi()
  const move: DutyMoves['move'] = async (roomId, at, input) => {
    await unwrap(
      api
        .at(at)
        .api.duty.conversations[':roomId'].moves.$post({ param: { roomId: encodeURIComponent(roomId) }, json: input }),
    )
  }
  return {
    move,
    async hand(roomId, person, note) {
      await session.historyKeys.share(roomId, person)
      if (note.trim()) {
        const txnId = await session.outbox.send(roomId, eventTypes.dutyHandover, { to: person, note: note.trim() })
        const late = new Promise((resolve) => setTimeout(resolve, noteWithinMs))
        await Promise.race([session.outbox.sent(txnId), late])
      }
      await move(roomId, session.serverName, { to: 'handed', person })
    },
  }
}
