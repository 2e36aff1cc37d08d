import type { OrderChange } from '#shared/calls/order.ts'
import { type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { toast } from '../ui/index.ts'

export type OrderActions = {
  change(change: OrderChange): Promise<void>
  mute(person: UserId): Promise<void>
  /** Whom an earlier call of this room kept out or let in, counts no more. */
  begin(): Promise<void>
}

/** What a host may do; a failure is said. */
export const useOrderActions = (roomId: RoomId): OrderActions => {
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const room = session.rtc(roomId)
  const at = (server: typeof session.serverName) => (server === session.serverName ? api.own : api.at(server))
  const param = { roomId: encodeURIComponent(roomId) }

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      const words = errors()[errorCodeOf(error)]
      toast({ tone: 'warning', title: words.title, text: words.action })
    }
  }
  const write = (change: OrderChange): Promise<unknown> => {
    const service = room.orderedBy()
    if (service === null) return room.changeOrder(change)
    return unwrap(at(service).api.calls.rooms[':roomId'].order.$post({ param, json: { change } }))
  }

  return {
    change: (change) =>
      attempt(async () => {
        await write(change)
        // The order holds without it, for every client that knows orders.
        if (change.kind === 'remove') await room.takeOut(change.person).catch(() => {})
      }),
    mute: (person) =>
      attempt(() => unwrap(at(serverOf(person)).api.calls.rooms[':roomId'].mute.$post({ param, json: { person } }))),
    async begin() {
      const { isLocked, admitted, removed } = room.order()
      const isLeftOver = isLocked || admitted.length > 0 || removed.length > 0
      if (isLeftOver && room.isHost(session.userId) && room.members().length === 0)
        await attempt(() => write({ kind: 'begin' }))
    },
  }
}
