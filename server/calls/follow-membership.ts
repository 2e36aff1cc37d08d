import { livekitRoomName } from '#shared/calls/livekit-names.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { Context } from '../context.ts'
import type { EventListener } from '../matrix/take-transaction.ts'
import { type Livekit, livekitOf } from './livekit-rooms.ts'
import { hashText } from './livekit-token.ts'
import { checkOccupant } from './put-out.ts'

const hasGone = new Set<unknown>(['leave', 'ban'])

/** Who leaves a room, or is removed from it, leaves its call at once; the sweep finds whom this misses. */
export const followMembership =
  (livekitFor: (config: Context['config']) => Pick<Livekit, 'occupants' | 'remove'> = livekitOf): EventListener =>
  (context, { type, room_id, state_key, content }) => {
    if (type !== eventTypes.member || !hasGone.has(content['membership'])) return
    const livekit = livekitFor(context.config)
    const putOut = async () => {
      const occupants = await livekit.occupants(livekitRoomName(hashText, room_id))
      const theirs = occupants.filter(({ seat }) => seat?.userId === state_key)
      await Promise.all(theirs.map((occupant) => checkOccupant(context, livekit, occupant)))
    }
    // Not waited for: Synapse's other events do not stand behind a LiveKit that is slow or down.
    void putOut().catch(() => context.log.info('call-check-failed', {}))
  }
