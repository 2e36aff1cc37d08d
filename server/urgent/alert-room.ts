import { eventTypes } from '#shared/matrix/event-types.ts'
import { closedDoorState, encryptionState } from '#shared/matrix/initial-state.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'

/**
 * Body of `createRoom` for the alert of an urgent message. Everybody who may be called is invited before the message
 * is encrypted, so that whoever is called at night reads it although the sender's device is off by then; only the
 * creator writes state and invites.
 */
export const alertRoomBody = (alert: Alert): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.urgentRoom },
  // People and servers see this outside of encryption: nothing of what is said.
  name: 'Dringende Nachricht',
  visibility: 'private',
  invite: [alert.requester],
  power_level_content_override: {
    // The creator is above all levels in version 12 and must not be listed.
    users: {},
    users_default: 0,
    events_default: 0,
    state_default: 50,
    invite: 50,
    kick: 50,
    ban: 50,
    redact: 50,
  },
  initial_state: [
    encryptionState,
    { type: eventTypes.historyVisibility, state_key: '', content: { history_visibility: 'invited' } },
    ...closedDoorState,
    { type: eventTypes.urgentAlert, state_key: '', content: alert },
  ],
})
