import type { ICreateRoomOpts } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { callSlotState, closedDoorState, encryptionState } from '#shared/matrix/initial-state.ts'

/**
 * Body of `createRoom` for a conversation of two. The other one is invited afterwards: Synapse makes the room even when
 * it then refuses the invitation, and does not say which room it made.
 */
export const directRoomBody = (other: UserId): ICreateRoomOpts => ({
  room_version: '12',
  is_direct: true,
  preset: 'private_chat' as ICreateRoomOpts['preset'],
  visibility: 'private' as ICreateRoomOpts['visibility'],
  power_level_content_override: {
    // Both decide alike; the creator is above all levels in version 12 and must not be listed.
    users: { [other]: 100 },
    events: { [eventTypes.callMember]: 0 },
  },
  initial_state: [
    encryptionState,
    // Whoever is invited gets the keys of what was sent before, too.
    { type: eventTypes.historyVisibility, state_key: '', content: { history_visibility: 'shared' } },
    ...closedDoorState,
    callSlotState,
  ],
})
