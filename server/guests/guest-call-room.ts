import { conversationKey } from '#shared/calls/guests.ts'
import { openOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { callSlotState, closedDoorState, encryptionState } from '#shared/matrix/initial-state.ts'
import { servicePowerLevels } from '#shared/matrix/power-levels.ts'

/** Who comes later reads nothing of before, and is given no keys of it. */
const joinedHistoryState = {
  type: eventTypes.historyVisibility,
  state_key: '',
  content: { history_visibility: 'joined' },
}

/**
 * Body of `createRoom` for the call with guests of a conversation. Guests are in this room and never in the
 * conversation's: what is written there they are not sent, and its keys they are not given.
 */
export const guestCallRoomBody = (conversation: RoomId, people: readonly UserId[]): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.guestCallRoom, [conversationKey]: conversation },
  name: 'Gespräch mit Gast',
  visibility: 'private',
  invite: people,
  power_level_content_override: servicePowerLevels,
  initial_state: [
    encryptionState,
    joinedHistoryState,
    callSlotState,
    ...closedDoorState,
    { type: eventTypes.callOrder, state_key: '', content: openOrder },
  ],
})
