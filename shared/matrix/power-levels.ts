import { eventTypes } from './event-types.ts'

/** Bodies of `power_level_content_override`. The creator is above all levels in version 12 and must not be listed. */

/** Everybody writes; only who made the room, a clinic's service, changes anything else. */
export const writingPowerLevels = {
  users: {},
  users_default: 0,
  events_default: 0,
  state_default: 50,
  invite: 50,
  kick: 50,
  ban: 50,
  redact: 50,
}

/** Everybody writes and calls. */
export const servicePowerLevels = { ...writingPowerLevels, events: { [eventTypes.callMember]: 0 } }

/** What a moderator of a group has: invites, removes, names, and makes others moderators. */
export const moderatorLevel = 50

/** What can be given of what they have who made a group: all but its end. */
export const ownerLevel = 100

/** Everybody writes and calls; what protects a group can be changed by nobody but who made it. */
export const groupPowerLevels = {
  ...servicePowerLevels,
  events: {
    [eventTypes.callMember]: 0,
    [eventTypes.encryption]: 100,
    [eventTypes.historyVisibility]: 100,
    [eventTypes.joinRules]: 100,
    [eventTypes.guestAccess]: 100,
    'm.room.server_acl': 100,
    'm.room.tombstone': 150,
  },
}
