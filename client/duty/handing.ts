import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { sleep } from '../sleep.ts'

/** So long a note may take before the handover goes on without knowing that it has arrived. */
const noteWithinMs = 15_000

/**
 * What somebody does before another one has it: leaves the note and gives the keys of all that was said, the note
 * among it. Who hands over may be put out right after.
 */
export const useHanding = () => {
  const session = useSession()
  return async (roomId: RoomId, person: UserId, note: string): Promise<void> => {
    if (note.trim()) {
      const txnId = await session.outbox.send(roomId, eventTypes.dutyHandover, { to: person, note: note.trim() })
      const late = sleep(noteWithinMs)
      await Promise.race([session.outbox.sent(txnId), late])
    }
    await session.historyKeys.share(roomId, person)
  }
}
