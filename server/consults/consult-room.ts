import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { callSlotState, closedDoorState, encryptionState, sharedHistoryState } from '#shared/matrix/initial-state.ts'
import { servicePowerLevels } from '#shared/matrix/power-levels.ts'

/**
 * Body of `createRoom` for a consult. Everybody on call is invited from the start, so that whoever is alerted later can
 * already read; to whom it is handed, its members may give the keys. Only the creator, who has none, writes state and
 * invites.
 */
export const consultRoomBody = (task: Task): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.consultRoom },
  // People and servers see this outside of encryption: no word of the patient.
  name: `Konsil ${task.label}`,
  visibility: 'private',
  invite: [task.requester],
  power_level_content_override: servicePowerLevels,
  initial_state: [
    encryptionState,
    sharedHistoryState,
    ...closedDoorState,
    callSlotState,
    { type: eventTypes.consultTask, state_key: '', content: task },
  ],
})
