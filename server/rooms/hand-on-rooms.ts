import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, roomId, type ServerName, type UserId } from '#shared/matrix/ids.ts'
import { ownerLevel } from '#shared/matrix/power-levels.ts'
import { heirAmong } from '#shared/rooms/heir.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { settleInTurns } from '../settle-in-turns.ts'
import { makeOwner } from './make-owner.ts'
import { kindIn, stateOf } from './read-room.ts'
import { joinedIn, levelsOf, ownersOf } from './room-facts.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>

/** Synapse admin API, `GET /v1/users/{userId}/memberships`: also what they have left. */
const memberships = v.object({ memberships: v.record(roomId, v.string()) })
const atOnce = 8

/** Who is to have a group whose only owner goes, or has gone; of equals who came first. Null where it needs nobody. */
const heirOf = (state: readonly StateEvent[], leaving: UserId, own: ServerName): UserId | null => {
  const owners = ownersOf(state)
  const isGroup = kindIn(state) === 'conversation' && state.some(({ type }) => type === eventTypes.name)
  if (!isGroup || !owners.includes(leaving)) return null
  const levels = levelsOf(state)
  const cameAt = (userId: UserId) =>
    state.find(({ type, state_key }) => type === eventTypes.member && state_key === userId)?.origin_server_ts ?? 0
  const others = joinedIn(state)
    .filter((userId) => userId !== leaving)
    .toSorted((one, other) => cameAt(one) - cameAt(other))
    .map((userId) => ({ userId, powerLevel: owners.includes(userId) ? ownerLevel : (levels[userId] ?? 0) }))
  return heirAmong(others, own, ownerLevel)?.userId ?? null
}

type By = { who: UserId | null; role: 'admin' | 'service' }

/** Gives a group to who is to have it, where it needs somebody. */
const handOn = async (
  { config, db, homeserver, now }: Parts,
  by: By,
  room: RoomId,
  state: readonly StateEvent[] | null,
  leaving: UserId,
): Promise<'done' | 'not-needed' | 'in-vain'> => {
  const heir = state && heirOf(state, leaving, config.clinic.serverName)
  if (!heir) return 'not-needed'
  if (!(await makeOwner({ config, homeserver }, room, state, heir))) return 'in-vain'
  recordAccess(db, now(), { action: 'room-changed', details: { ...by, room, whom: heir, code: 'handed-on' } })
  return 'done'
}

/** After somebody has left; whoever is back by now keeps it. */
export const handOnLeftRoom = async (parts: Parts, room: RoomId, gone: UserId) => {
  const state = await stateOf(parts, room)
  if (state && joinedIn(state).includes(gone)) return 'not-needed'
  return handOn(parts, { who: null, role: 'service' }, room, state, gone)
}

const roomsIn = (known: Record<RoomId, string>): RoomId[] =>
  (Object.keys(known) as RoomId[]).filter((room) => known[room] === 'join' || known[room] === 'leave')

/**
 * Before an account is closed: its groups, also those that it had left before without anybody to own them. What cannot be
 * handed on is no reason to leave an account open.
 */
export const handOnRoomsOf = async (
  parts: Parts,
  { userId: who }: Pick<Person, 'userId'>,
  leaving: UserId,
  tell: (done: number, all: number) => void = () => {},
): Promise<void> => {
  const path = `/v1/users/${encodeURIComponent(leaving)}/memberships`
  const rooms = await parts.homeserver
    .admin('GET', path)
    .then((answer) => roomsIn(v.parse(memberships, answer).memberships))
    .catch(() => null)
  const tried = await settleInTurns(
    rooms ?? [],
    atOnce,
    async (room) => handOn(parts, { who, role: 'admin' }, room, await stateOf(parts, room), leaving),
    (done) => tell(done, rooms?.length ?? 0),
  )
  const failed = rooms === null ? 1 : tried.filter((one) => one.status === 'rejected' || one.value === 'in-vain').length
  if (failed > 0) parts.log.warn('rooms-not-handed-on', { count: failed })
}
