import { eventTypes } from '#shared/matrix/event-types.ts'
import { closedDoorState, encryptionState, sharedHistoryState } from '#shared/matrix/initial-state.ts'
import { writingPowerLevels } from '#shared/matrix/power-levels.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'

/**
 * Body of `createRoom` for the alert of an urgent message. Everybody who may be called is invited before the message
 * is encrypted, so that whoever is called at night reads it although the sender's device is off by then; to whom it is
 * handed, a colleague gives the keys. Only the creator writes state and invites.
 */
export const alertRoomBody = (alert: Alert): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.urgentRoom },
  // People and servers see this outside of encryption: nothing of what is said.
  name: 'Dringende Nachricht',
  visibility: 'private',
  invite: [alert.requester],
  power_level_content_override: writingPowerLevels,
  initial_state: [
    encryptionState,
    sharedHistoryState,
    ...closedDoorState,
    { type: eventTypes.urgentAlert, state_key: '', content: alert },
  ],
})
