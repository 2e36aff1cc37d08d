import { eventTypes } from '#shared/matrix/event-types.ts'
import { type ServerName, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ownerLevel } from '#shared/matrix/power-levels.ts'
import type { RoomKind } from '#shared/rooms/api.ts'
import type { StateEvent } from '../matrix/homeserver.ts'

const kinds: Record<string, RoomKind> = {
  [eventTypes.consultRoom]: 'consult',
  [eventTypes.dutyRoom]: 'duty',
  [eventTypes.departmentRoom]: 'department',
  [eventTypes.urgentRoom]: 'urgent',
  [eventTypes.guestCallRoom]: 'guest-call',
  [eventTypes.space]: 'space',
  [eventTypes.auditRoom]: 'audit',
}

export const kindOf = (roomType: unknown): RoomKind =>
  (typeof roomType === 'string' ? kinds[roomType] : undefined) ?? 'conversation'

/** Names that a clinic's service gives say nothing of patients. What people choose may. */
export const shownName = (kind: RoomKind, creator: UserId | null, name: unknown): string | null =>
  kind !== 'conversation' &&
  creator !== null &&
  creator === serviceAccountOf(serverOf(creator)) &&
  typeof name === 'string' &&
  name !== ''
    ? name
    : null

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Where somebody has more than everybody. */
export const levelsOf = (state: readonly StateEvent[]): Record<string, number> => {
  const event = state.find(({ type, state_key }) => type === eventTypes.powerLevels && state_key === '')
  return Object.fromEntries(Object.entries(record(event?.content['users'])).map(([id, level]) => [id, Number(level)]))
}

/** What somebody needs to invite. */
export const inviteLevelOf = (state: readonly StateEvent[]): number => {
  const event = state.find(({ type, state_key }) => type === eventTypes.powerLevels && state_key === '')
  return Number(event?.content['invite'] ?? 0)
}

/** Who may change who may do what: room version 12 puts the creators above all levels. */
export const ownersOf = (state: readonly StateEvent[]): UserId[] => {
  const find = (type: string) => state.find((event) => event.type === type && event.state_key === '')
  const create = find(eventTypes.create)
  const additional = create?.content['additional_creators']
  const creators = create ? [create.sender, ...(Array.isArray(additional) ? (additional as UserId[]) : [])] : []
  const levels = levelsOf(state)
  const raised = Object.keys(levels).filter((userId) => (levels[userId] ?? 0) >= ownerLevel) as UserId[]
  return [...new Set([...creators, ...raised])]
}

export const joinedIn = (state: readonly StateEvent[]): UserId[] =>
  state
    .filter(({ type, content }) => type === eventTypes.member && content['membership'] === 'join')
    .map(({ state_key }) => state_key as UserId)

/** The own clinic first. */
export const byClinic = (members: readonly UserId[], own: ServerName): Map<ServerName, UserId[]> => {
  const groups = Map.groupBy([...members].sort(), serverOf)
  const servers = [...groups.keys()].sort((a, b) => Number(b === own) - Number(a === own) || a.localeCompare(b))
  return new Map(servers.map((server) => [server, groups.get(server) ?? []]))
}

/** A room that the service needs and would make again. */
export const isOfService = (kind: RoomKind): boolean =>
  ['department', 'space', 'audit', 'urgent', 'guest-call'].includes(kind)
