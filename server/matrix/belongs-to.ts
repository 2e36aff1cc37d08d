import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { StateEvent } from './homeserver.ts'

const belonging = new Set<unknown>(['join', 'invite'])

/** Whether a person is in a room, or has been asked into it. */
export const belongsTo = (state: readonly StateEvent[], person: UserId): boolean =>
  state.some(
    ({ type, state_key, content }) =>
      type === eventTypes.member && state_key === person && belonging.has(content['membership']),
  )
