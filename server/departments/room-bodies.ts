import { eventTypes } from '#shared/matrix/event-types.ts'
import { callSlotState, closedDoorState, encryptionState, invitedHistoryState } from '#shared/matrix/initial-state.ts'
import { servicePowerLevels } from '#shared/matrix/power-levels.ts'

/** Bodies of `createRoom`. `m.federate`: nobody of another clinic can be invited, by whomever. */

export const departmentAlias = (serviceId: string): string => `consilium.department.${serviceId}`
export const spaceAlias = 'consilium.clinic'

export const departmentRoomBody = (serviceId: string, name: string): Record<string, unknown> => ({
  room_version: '12',
  room_alias_name: departmentAlias(serviceId),
  creation_content: { type: eventTypes.departmentRoom, 'm.federate': false },
  name,
  visibility: 'private',
  power_level_content_override: servicePowerLevels,
  initial_state: [encryptionState, invitedHistoryState, ...closedDoorState, callSlotState],
})

/** Holds the clinic's rooms together; nobody writes in it. */
export const clinicSpaceBody = (name: string): Record<string, unknown> => ({
  room_version: '12',
  room_alias_name: spaceAlias,
  creation_content: { type: eventTypes.space, 'm.federate': false },
  name,
  visibility: 'private',
  power_level_content_override: { ...servicePowerLevels, events_default: 50, events: {} },
  initial_state: [invitedHistoryState, ...closedDoorState],
})
