import { eventTypes } from '../matrix/event-types.ts'

/** A rule of the homeserver by which what fits it wakes nobody. */
export type SilentRule = { id: string; conditions: { kind: string; key: string; pattern: string }[] }

const is = (key: string, pattern: string) => ({ kind: 'event_match', key, pattern })

/** Whoever may be called to an urgent message is invited at once, and woken by the service when it is their turn. */
export const silentInvitations: SilentRule = {
  id: eventTypes.urgentRoom,
  conditions: [is('type', eventTypes.member), is('content.reason', eventTypes.urgentRoom)],
}

/** All of a room. */
export const silentRoom = (roomId: string): SilentRule => ({ id: roomId, conditions: [is('room_id', roomId)] })
