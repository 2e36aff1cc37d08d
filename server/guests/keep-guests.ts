import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { keepDeadlines } from '../deadlines.ts'
import { roomLock } from '../matrix/room-lock.ts'
import type { EventListener } from '../matrix/take-transaction.ts'
import { lookAtCall } from './end-guests.ts'
import { guestLock } from './guest-lock.ts'
import { allGuestCalls, findGuestCall, type GuestCall } from './queries.ts'

type Parts = Pick<Context, 'db' | 'homeserver' | 'log' | 'now'>

const lookEveryMs = 5_000

const lookAt = (context: Parts, { room, conversation }: Pick<GuestCall, 'room' | 'conversation'>): Promise<void> =>
  roomLock(guestLock(conversation), async () => {
    const call = findGuestCall(context.db, room)
    if (call) await lookAtCall(context, call)
  })

/** A restart of the service loses none: who had to go while it was down goes then. */
export const keepGuests = (context: Parts): Disposable => {
  let nextAt = 0
  return keepDeadlines({
    async work() {
      if (context.now() < nextAt) return true
      const looked = await Promise.allSettled(allGuestCalls(context.db).map((call) => lookAt(context, call)))
      nextAt = context.now() + lookEveryMs
      return looked.every(({ status }) => status === 'fulfilled')
    },
    next: () => nextAt,
    catchUp: async () => {},
    now: context.now,
  })
}

/** Not waited for; what fails now is done at the next look. */
export const lookSoon = (context: Parts, room: RoomId): void => {
  const call = findGuestCall(context.db, room)
  if (call) void lookAt(context, call).catch(() => context.log.info('guest-call-check-failed', {}))
}

/** A host lets a guest in or removes one, or ends the call for everybody: at once. */
export const followGuestCalls: EventListener = (context, { type, room_id }) => {
  // Not waited for: Synapse is asked for what has just come from it.
  if (type === eventTypes.callOrder) lookSoon(context, room_id)
}
