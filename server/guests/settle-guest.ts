import { isDeepStrictEqual } from 'node:util'
import { guestStateKey, guestsIn } from '#shared/calls/guests.ts'
import { orderOf } from '#shared/calls/hosts.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { Context } from '../context.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import type { GuestLinkRow } from './queries.ts'
import { guestInCallOf } from './waiting.ts'

/**
 * Brings the room of a call to what the order says of a guest: who waits is named to the hosts, who is let in joins, and
 * nobody else is in it. The device is vouched for before it is let in, so that no key ever goes to another one.
 */
export const settleGuest = async (
  { homeserver, now }: Pick<Context, 'homeserver' | 'now'>,
  link: GuestLinkRow,
  state: readonly StateEvent[],
): Promise<void> => {
  const { guest, room } = link
  if (!guest) return
  const order = orderOf(state)
  const said = guestsIn(state, homeserver.serviceAccount).get(guest) ?? null
  const toSay = guestInCallOf(link, order, now())
  const isIn = state.some(
    ({ type, state_key, content }) =>
      type === eventTypes.member && state_key === guest && content['membership'] === 'join',
  )

  if (!isDeepStrictEqual(said, toSay))
    await homeserver.sendState(room, eventTypes.callGuest, guestStateKey(guest), toSay ?? {})
  const isLetIn = toSay !== null && order.admitted.includes(guest)
  if (isLetIn && !isIn) {
    await homeserver.invite(room, guest)
    await homeserver.joinAs(room, guest)
  } else if (!isLetIn && isIn && !link.isOver) await homeserver.remove(room, guest)
}
