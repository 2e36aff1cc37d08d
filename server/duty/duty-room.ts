import { createHash } from 'node:crypto'
import { parseRoster, type Roster } from '#shared/duty/roster-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type ServerName, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { callSlotState, closedDoorState, encryptionState, sharedHistoryState } from '#shared/matrix/initial-state.ts'
import { servicePowerLevels } from '#shared/matrix/power-levels.ts'
import type { StateEvent } from '../matrix/homeserver.ts'

/**
 * An alias that follows from asker and role: Synapse gives it once, so that a room whose making was cut off is found
 * instead of made again.
 */
export const aliasOf = (serviceId: string, asker: UserId): string =>
  `consilium.duty.${createHash('sha256').update(`${serviceId} ${asker}`).digest('hex').slice(0, 32)}`

/**
 * Body of `createRoom` for a conversation with a duty. History is shared: keys of what is said may be given to whoever
 * comes on duty later (MSC4268), which needs a person's client. Only the creator, who has no keys, writes state,
 * invites and removes.
 */
export const dutyRoomBody = (roster: Roster): Record<string, unknown> => ({
  room_version: '12',
  creation_content: { type: eventTypes.dutyRoom },
  room_alias_name: aliasOf(roster.service.id, roster.asker),
  // People and servers see this outside of encryption: the name of the role and no other word.
  name: `${roster.service.name} – Dienst`,
  visibility: 'private',
  invite: [roster.asker],
  power_level_content_override: servicePowerLevels,
  initial_state: [
    encryptionState,
    sharedHistoryState,
    ...closedDoorState,
    callSlotState,
    { type: eventTypes.dutyRoster, state_key: '', content: roster },
  ],
})

/** The roster of a room of ours: made and written by our own service account, for a department of our own. */
export const rosterOfRoom = (state: readonly StateEvent[], own: ServerName): Roster | null => {
  const account = serviceAccountOf(own)
  const create = state.find(({ type }) => type === eventTypes.create)
  const event = state.find(({ type, state_key }) => type === eventTypes.dutyRoster && state_key === '')
  if (create?.content['type'] !== eventTypes.dutyRoom || create.sender !== account || event?.sender !== account)
    return null
  const roster = parseRoster(event.content)
  return roster?.service.serverName === own ? roster : null
}
