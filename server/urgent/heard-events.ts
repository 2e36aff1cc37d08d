import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, eventId, type RoomId, type UserId } from '#shared/matrix/ids.ts'
import { confirmedBy, type HeardEvent } from '#shared/urgent/alert.ts'
import type { UrgentContext } from './change-alert.ts'

const reference = v.object({
  'm.relates_to': v.object({ rel_type: v.literal('m.reference'), event_id: eventId }),
})

/** An encrypted event as Synapse gives it out: its relation stands beside the ciphertext. */
export type EncryptedEvent = { event_id: EventId; sender: UserId; origin_server_ts: number; content: unknown }

/** Clocks of other clinics may run ahead; nobody confirms in the future. */
export const heardEvent = (roomId: RoomId, event: EncryptedEvent, now: number): HeardEvent => {
  const parsed = v.safeParse(reference, event.content)
  return {
    eventId: event.event_id,
    sender: event.sender,
    at: Math.min(now, event.origin_server_ts),
    isConfirmation: parsed.success && parsed.output['m.relates_to'].event_id === confirmedBy(roomId),
  }
}

/** The newest encrypted events of a room, oldest first: what was said while nobody told us. */
export const heardIn = async (
  { homeserver, now }: Pick<UrgentContext, 'homeserver' | 'now'>,
  roomId: RoomId,
): Promise<HeardEvent[]> =>
  (await homeserver.newestEvents(roomId, eventTypes.encrypted))
    .toReversed()
    .map((event) => heardEvent(roomId, event, now()))
