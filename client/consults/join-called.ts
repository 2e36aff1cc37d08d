import { createEffect, onCleanup } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Consult } from './believe.ts'

const retryMs = 15_000

/**
 * Joins every consult that the person is called to. An invitation shows the task as it was when it was sent; only a
 * member learns that somebody else has taken it, and that the next tier is called.
 */
export const createJoinCalled = (consults: () => readonly Consult[]): void => {
  const session = useSession()
  const joining = new Set<RoomId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const joinAll = () => {
    clearTimeout(timer)
    for (const { roomId, homeServer, membership } of consults()) {
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
