import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, eventId, type RoomId, type UserId } from '#shared/matrix/ids.ts'
import { confirmedBy, type HeardEvent } from '#shared/urgent/alert.ts'
import type { UrgentContext } from './change-alert.ts'

const reference = v.object({
  'm.relates_to': v.object({ rel_type: v.literal('m.reference'), event_id: eventId }),
})
const deletion = v.object({ redacts: eventId })

/** An event as Synapse gives it out: what an encrypted one refers to stands beside the ciphertext. */
export type RoomEvent = {
  type: string
  event_id: EventId
  sender: UserId
  origin_server_ts: number
  content: unknown
}

/** Null for what does nothing to an alert. Clocks of other clinics may run ahead; nobody confirms in the future. */
export const heardEvent = (roomId: RoomId, event: RoomEvent, now: number): HeardEvent | null => {
  const { type, content, event_id, sender, origin_server_ts } = event
  const heard = { eventId: event_id, sender, at: Math.min(now, origin_server_ts) }
  if (type === eventTypes.redaction) {
    const parsed = v.safeParse(deletion, content)
    return parsed.success ? { ...heard, kind: 'deleted', redacts: parsed.output.redacts } : null
  }
  if (type !== eventTypes.encrypted) return null
  const parsed = v.safeParse(reference, content)
  const isConfirmation = parsed.success && parsed.output['m.relates_to'].event_id === confirmedBy(roomId)
  return { ...heard, kind: 'said', isConfirmation }
}

/** What was said in a room while nobody told us, oldest first, and what of it was deleted. */
export const heardIn = async (
  { homeserver, now }: Pick<UrgentContext, 'homeserver' | 'now'>,
  roomId: RoomId,
): Promise<HeardEvent[]> => {
  const types = [eventTypes.encrypted, eventTypes.redaction]
  const newest = await Promise.all(types.map((type) => homeserver.newestEvents(roomId, type)))
  return newest.flatMap((events) => events.toReversed().flatMap((event) => heardEvent(roomId, event, now()) ?? []))
}
