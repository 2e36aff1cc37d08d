import { hostsOf, orderOf, serviceOfRoom } from '#shared/calls/hosts.ts'
import { type CallOrder, changeOrder, type OrderChange } from '#shared/calls/order.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'

/**
 * A host asks for order in the call of a room that our service made and nobody else may change. What follows from it,
 * here and at the partners, follows from the state event (`follow-order.ts`).
 */
export const orderCall = (
  { homeserver, now }: Pick<Context, 'homeserver' | 'now'>,
  lock: RoomLock,
  person: Person,
  room: RoomId,
  change: OrderChange,
): Promise<Result<CallOrder, Refusal>> =>
  lock(room, async () => {
    const state = await homeserver.state(room)
    if (serviceOfRoom(state) !== homeserver.serviceAccount) return refused({ code: 'not-found' })
    if (!hostsOf(state)(person.userId)) return refused({ code: 'not-allowed' })

    const order = changeOrder(orderOf(state), change, now())

    await homeserver.sendState(room, eventTypes.callOrder, '', order)
    return ok(order)
  })
