import { createEffect, onCleanup } from 'solid-js'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'

const retryMs = 15_000

type Called = { roomId: RoomId; homeServer: ServerName; membership: 'join' | 'invite' }

/**
 * Joins every room that the person is or may be called to. An invitation shows how it stood when it was sent; only a
 * member learns that somebody else has it, and that the next ones are called.
 */
export const createJoinCalled = (rooms: () => readonly Called[]): void => {
  const session = useSession()
  const joining = new Set<RoomId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const joinAll = () => {
    clearTimeout(timer)
    for (const { roomId, homeServer, membership } of rooms()) {
      if (membership === 'join' || joining.has(roomId)) continue
      joining.add(roomId)
      session
        .joinRoom(roomId, [homeServer])
        .catch(() => {
          // The other clinic does not answer just now; opening or accepting tries at once and says so.
          clearTimeout(timer)
          timer = setTimeout(joinAll, retryMs)
        })
        .finally(() => joining.delete(roomId))
    }
  }
  createEffect(joinAll)
}
