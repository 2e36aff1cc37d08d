import { hostsOf, orderOf, presentIn } from '#shared/calls/hosts.ts'
import { type Entry, entryOf, isOpenTo } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'

/** Whether the order of a room's call lets one of its members in. Throws when Synapse does not answer. */
export const entryInto = async (
  { homeserver, now }: Pick<Context, 'homeserver' | 'now'>,
  room: RoomId,
  person: UserId,
): Promise<Entry> => {
  const order = orderOf(await homeserver.roomState(room, eventTypes.callOrder))
  // Nearly always: then nobody needs to know who the hosts are.
  if (isOpenTo(order, person)) return 'enter'
  const state = await homeserver.roomState(room)
  return entryOf({ order: orderOf(state), isHost: hostsOf(state), present: presentIn(state, now()) }, person)
}
