import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { StateEvent } from './homeserver.ts'

/** In the room, or asked into it. */
export const isBelonging = (membership: unknown): boolean => membership === 'join' || membership === 'invite'

/** Who is in a room, or has been asked into it. */
export const everybodyIn = (state: readonly StateEvent[]): UserId[] =>
  state
    .filter(({ type, content }) => type === eventTypes.member && isBelonging(content['membership']))
    .map(({ state_key }) => state_key as UserId)

export const belongsTo = (state: readonly StateEvent[], person: UserId): boolean => everybodyIn(state).includes(person)
