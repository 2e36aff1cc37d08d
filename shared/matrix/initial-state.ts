import { roomCallSlot } from '#shared/calls/livekit-names.ts'
import { eventTypes } from './event-types.ts'

/** State that every room of ours begins with, whoever makes it. */

export const encryptionState = {
  type: eventTypes.encryption,
  state_key: '',
  content: { algorithm: 'm.megolm.v1.aes-sha2' },
}

/** Element Call's slot of a room: without the open slot nobody can be rung (MSC4143). */
export const callSlotState = {
  type: eventTypes.callSlot,
  state_key: roomCallSlot,
  content: {
    status: 'open',
    application: { type: 'm.call' },
    encryption: { type: 'org.matrix.msc4143.per_member' },
  },
}

/** Who is invited may read from then on, and nobody what was before. */
export const invitedHistoryState = {
  type: eventTypes.historyVisibility,
  state_key: '',
  content: { history_visibility: 'invited' },
}

/** Keys of what was said before may be given to whoever comes later (MSC4268), which needs a person's client. */
export const sharedHistoryState = {
  type: eventTypes.historyVisibility,
  state_key: '',
  content: { history_visibility: 'shared' },
}

/** Only those who were asked come in. */
export const closedDoorState = [
  { type: eventTypes.guestAccess, state_key: '', content: { guest_access: 'forbidden' } },
  { type: eventTypes.joinRules, state_key: '', content: { join_rule: 'invite' } },
]
