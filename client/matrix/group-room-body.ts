import type { ICreateRoomOpts } from 'matrix-js-sdk'
import { callSlotState, closedDoorState, encryptionState, invitedHistoryState } from '#shared/matrix/initial-state.ts'
import { groupPowerLevels } from '#shared/matrix/power-levels.ts'

/**
 * Body of `createRoom` for a conversation of several. People are invited afterwards: Synapse makes the room even when it
 * then refuses an invitation, and does not say which room it made.
 */
export const groupRoomBody = (name: string): ICreateRoomOpts => ({
  room_version: '12',
  name,
  preset: 'private_chat' as ICreateRoomOpts['preset'],
  visibility: 'private' as ICreateRoomOpts['visibility'],
  power_level_content_override: groupPowerLevels,
  initial_state: [encryptionState, invitedHistoryState, ...closedDoorState, callSlotState],
})
