import type { DutyMoveInput } from '#shared/duty/api.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useHanding } from './handing.ts'

export type DutyMoves = {
  move(roomId: RoomId, at: ServerName, input: DutyMoveInput): Promise<void>
  hand(roomId: RoomId, person: UserId, note: string): Promise<void>
}

/** What can be done with a conversation of the own duty. Throws what the service or the homeserver refuses. */
export const createDutyMoves = (): DutyMoves => {
  const session = useSession()
  const api = useClinicApi()
  const give = useHanding()
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
      await give(roomId, person, note)
      await move(roomId, session.serverName, { to: 'handed', person })
    },
  }
}
