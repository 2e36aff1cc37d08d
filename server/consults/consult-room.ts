import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'

/** Element Call's slot of a room: without the open slot nobody can be rung (MSC4143). */
const slotKey = 'm.call#ROOM'

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
    { type: eventTypes.encryption, state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
    { type: eventTypes.historyVisibility, state_key: '', content: { history_visibility: 'invited' } },
    { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } },
    { type: 'm.room.join_rules', state_key: '', content: { join_rule: 'invite' } },
    {
      type: eventTypes.callSlot,
      state_key: slotKey,
      content: {
        status: 'open',
        application: { type: 'm.call' },
        encryption: { type: 'org.matrix.msc4143.per_member' },
      },
    },
    { type: eventTypes.consultTask, state_key: '', content: task },
  ],
})
