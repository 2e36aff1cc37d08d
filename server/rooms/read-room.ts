import { isOver } from '#shared/consults/task-status.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, serverOf } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { RoomDetail } from '#shared/rooms/api.ts'
import { recordAccess } from '../audit/record-access.ts'
import { listFilesOf } from '../case-files/queries.ts'
import { findConsult } from '../consults/queries.ts'
import type { Context, Person } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { findClosed } from './queries.ts'
import { byClinic, isOfService, joinedIn, kindOf, ownersOf, shownName } from './room-facts.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'now'>

/** Null for a room that this homeserver does not know. */
export const stateOf = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  roomId: RoomId,
): Promise<StateEvent[] | null> => {
  try {
    const state = await homeserver.roomState(roomId)
    return state.length > 0 ? state : null
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return null
    throw error
  }
}

export const kindIn = (state: readonly StateEvent[]) =>
  kindOf(state.find(({ type }) => type === eventTypes.create)?.content['type'])

/** What a room is kept for, whatever an admin wants. */
export const keptFor = (db: Context['db'], roomId: RoomId, state: readonly StateEvent[]): RoomDetail['keptFor'] => {
  if (isOfService(kindIn(state))) return 'service'
  const consult = findConsult(db, roomId)
  return consult && !isOver(consult.status) ? 'open-consult' : null
}

const describe = ({ config, db }: Parts, roomId: RoomId, state: readonly StateEvent[]): RoomDetail => {
  const own = config.clinic.serverName
  const find = (type: string) => state.find((event) => event.type === type && event.state_key === '')
  const kind = kindIn(state)
  const owners = ownersOf(state)
  const members = joinedIn(state)
  const isOwner = (userId: (typeof members)[number]) => owners.includes(userId)
  return {
    roomId,
    kind,
    name: shownName(kind, find(eventTypes.create)?.sender ?? null, find(eventTypes.name)?.content['name']),
    clinics: [...byClinic(members, own)].map(([serverName, ids]) => ({
      serverName,
      members: ids.map((userId) => ({ userId, isOwner: isOwner(userId) })),
    })),
    isEncrypted: find(eventTypes.encryption) !== undefined,
    historyVisibility: String(find(eventTypes.historyVisibility)?.content['history_visibility'] ?? 'shared'),
    closed: findClosed(db, roomId),
    hasNoOwnOwner: !members.some((userId) => serverOf(userId) === own && isOwner(userId)),
    keptFor: keptFor(db, roomId, state),
    caseFiles: listFilesOf(db, roomId).length,
  }
}

/** One room as an admin may know it. To look who talks with whom is in the log. */
export const readRoom = async (
  context: Parts,
  { userId: who }: Pick<Person, 'userId'>,
  roomId: RoomId,
): Promise<Result<RoomDetail, Refusal>> => {
  const state = await stateOf(context, roomId)
  if (!state) return refused({ code: 'not-found' })
  recordAccess(context.db, context.now(), {
    action: 'administration-read',
    details: { who, role: 'admin', code: 'room', room: roomId },
  })
  return ok(describe(context, roomId, state))
}
