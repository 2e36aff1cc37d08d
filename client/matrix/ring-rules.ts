import * as v from 'valibot'
import { roomCallSlot } from '#shared/calls/livekit-names.ts'
import { type EventId, eventId, type RoomId, type UserId } from '#shared/matrix/ids.ts'
import type { Ring } from './types.ts'

/** Ringing as MatrixRTC has it: MSC4075 (`rtc.notification`) and its answer, MSC4310 (`rtc.decline`). */

export const ringMs = 60_000
/** As the MSC bounds it, whatever a sender says. */
const mostMs = 120_000
/** The sender's clock counts while it agrees with that of their server. */
const clockMs = 20_000
const mostRings = 50

const notification = v.object({
  sender_ts: v.number(),
  lifetime: v.pipe(v.number(), v.minValue(0)),
  notification_type: v.picklist(['ring', 'notification']),
})

export const writeRing = (membership: EventId, now: number) => ({
  slot_id: roomCallSlot,
  notification_type: 'ring',
  'm.mentions': { user_ids: [], room: true },
  'm.relates_to': { rel_type: 'm.reference', event_id: membership },
  'm.call.intent': 'video',
  sender_ts: now,
  lifetime: ringMs,
})

type Sent = { eventId: EventId; roomId: RoomId; sender: UserId; at: number; content: unknown }

/** Null for what does not ring, or not any more. */
export const readRing = ({ content, at: serverAt, sender, ...sent }: Sent, now: number): Ring | null => {
  const parsed = v.safeParse(notification, content)
  if (!parsed.success || parsed.output.notification_type !== 'ring') return null
  const { sender_ts, lifetime } = parsed.output
  const at = Math.abs(sender_ts - serverAt) < clockMs ? sender_ts : serverAt
  const until = at + Math.min(lifetime, mostMs)
  return until > now ? { ...sent, caller: sender, at, until, declinedBy: [] } : null
}

const decline = v.object({ 'm.relates_to': v.object({ event_id: eventId }) })

/** Which ring an answer is to. */
export const readDecline = (content: unknown): EventId | null => {
  const parsed = v.safeParse(decline, content)
  return parsed.success ? parsed.output['m.relates_to'].event_id : null
}

/** The newest of each room and caller; over or declined ones stay a while, for the caller to be told. */
export const addRing = (rings: readonly Ring[], ring: Ring): readonly Ring[] =>
  [...rings.filter(({ roomId, caller }) => roomId !== ring.roomId || caller !== ring.caller), ring].slice(-mostRings)

export const addDecline = (rings: readonly Ring[], to: EventId, by: UserId): readonly Ring[] =>
  rings.map((ring) =>
    ring.eventId === to && !ring.declinedBy.includes(by) ? { ...ring, declinedBy: [...ring.declinedBy, by] } : ring,
  )
