import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { callSlotState, closedDoorState, encryptionState } from '#shared/matrix/initial-state.ts'

/**
 * Body of `createRoom` for a consult. Everybody on call is invited from the start and history is visible from the
 * invitation on, so that whoever is alerted later can already read; only the creator writes state and invites.
 */
export const consultRoomBody = (task: Task): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.consultRoom },
  // People and servers see this outside of encryption: no word of the patient.
  name: `Konsil ${task.label}`,
  visibility: 'private',
  invite: [task.requester],
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
    events: { [eventTypes.callMember]: 0 },
  },
  initial_state: [
    encryptionState,
    { type: eventTypes.historyVisibility, state_key: '', content: { history_visibility: 'invited' } },
    ...closedDoorState,
    callSlotState,
    { type: eventTypes.consultTask, state_key: '', content: task },
  ],
})
