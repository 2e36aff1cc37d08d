import { livekitRoomName } from '#shared/calls/livekit-names.ts'
import { parseOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import type { EventListener } from '../matrix/take-transaction.ts'
import { type Livekit, livekitOf } from './livekit-rooms.ts'
import { hashText } from './livekit-token.ts'
import { checkOccupant } from './put-out.ts'

/** An end that we hear of later than this is not of the call that goes on now. */
const endMs = 60_000

type Rooms = Pick<Livekit, 'occupants' | 'remove'>

const putOut = async (context: Context, livekit: Rooms, room: RoomId, isEnd: boolean) => {
  const occupants = await livekit.occupants(livekitRoomName(hashText, room))
  await Promise.all(
    occupants.map((occupant) =>
      isEnd ? livekit.remove(occupant.room, occupant.identity) : checkOccupant(context, livekit, occupant),
    ),
  )
}

/** Whom a host's order keeps out leaves our LiveKit at once, whichever clinic the room is of. */
export const followOrder =
  (livekitFor: (config: Context['config']) => Rooms = livekitOf): EventListener =>
  (context, { type, room_id, state_key, content }) => {
    if (type !== eventTypes.callOrder || state_key !== '') return
    const { endedAt } = parseOrder(content)
    const isEnd = endedAt !== null && Math.abs(context.now() - endedAt) < endMs
    // Not waited for: Synapse's other events do not stand behind a LiveKit that is slow or down.
    void putOut(context, livekitFor(context.config), room_id, isEnd).catch(() =>
      context.log.info('call-check-failed', {}),
    )
  }
