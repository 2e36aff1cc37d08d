import { type Accessor, createEffect, createRoot, createSignal, onCleanup, type Signal, untrack } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import { keepAwake } from '../ui/index.ts'
import type { Call } from './join-call.ts'

/** The one call that a signed-in person is in. It goes on while they look at files elsewhere in the application. */
export type ActiveCall = { call: Call; dispose(): void }

/** Why a call ended that one did not leave oneself. */
export type CallEnding = { roomId: RoomId; kind: 'removed' | 'ended' }

const [ending, setEnding] = createSignal<CallEnding | null>(null)
export const lastEnding = ending
export const forgetEnding = (): void => void setEnding(null)

const actives = new WeakMap<Session, Signal<ActiveCall | null>>()

const activeOf = (session: Session): Signal<ActiveCall | null> => {
  const known = actives.get(session)
  if (known) return known
  const made = createSignal<ActiveCall | null>(null)
  actives.set(session, made)
  return made
}

export const useActiveCall = (session: Session): Accessor<Call | null> => {
  const [active] = activeOf(session)
  return () => active()?.call ?? null
}

export const isInCallOf = (session: Session, roomId: RoomId): boolean => {
  const [active] = activeOf(session)
  return active()?.call.roomId === roomId
}

export const endCall = async (session: Session): Promise<void> => {
  const [active, setActive] = activeOf(session)
  const ending = active()
  if (!ending) return
  setActive(null)
  const left = ending.call.leave()
  ending.dispose()
  await left
}

/** Ends the call one was in before. */
export const beginCall = async (session: Session, join: () => Call): Promise<void> => {
  await endCall(session)
  forgetEnding()
  const [, setActive] = activeOf(session)
  setActive(
    createRoot((dispose) => {
      // A closed window hangs up too; if even that is not heard, the homeserver does it after a few seconds.
      const onPageHide = () => void endCall(session)
      addEventListener('pagehide', onPageHide)
      onCleanup(() => removeEventListener('pagehide', onPageHide))
      // A phone that locks itself takes the camera away.
      keepAwake()
      const call = join()
      const { entry, order } = session.rtc(call.roomId)
      const endedBefore = untrack(order).endedAt
      const orderedOut = () => {
        if (order().endedAt !== endedBefore) return 'ended'
        // A guest whose hosts have all gone has to be let in again.
        if (entry() === 'wait' && isGuest(session.userId)) return 'ended'
        return entry() === 'enter' ? null : 'removed'
      }
      const isOut = () =>
        session.isListWhole() &&
        !session.rooms().some(({ roomId, membership }) => roomId === call.roomId && membership === 'join')
      // Removed from the room, or gone from it on another device: camera and microphone must not stay on.
      createEffect(() => {
        const kind = orderedOut()
        if (!kind) return
        setEnding({ roomId: call.roomId, kind })
        queueMicrotask(() => void endCall(session))
      })
      createEffect(() => {
        if (isOut()) queueMicrotask(() => void endCall(session))
      })
      return { call, dispose }
    }),
  )
}
