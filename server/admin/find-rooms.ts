import * as v from 'valibot'
import { searchWords } from '#shared/directory/search-text.ts'
import { type RoomId, roomId, serverName, serverOf, userId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { departmentAlias } from '../departments/room-bodies.ts'
import { findServices } from '../directory/queries.ts'
import { MatrixRefusal } from '../errors.ts'

/** Synapse admin API, one of `GET /v1/rooms`. */
export const synapseRoom = v.object({
  room_id: roomId,
  name: v.nullish(v.string()),
  joined_members: v.number(),
  version: v.nullish(v.string()),
  creator: v.nullish(v.string()),
  encryption: v.nullish(v.string()),
  history_visibility: v.nullish(v.string()),
  room_type: v.nullish(v.string()),
})
export type SynapseRoom = v.InferOutput<typeof synapseRoom>

const synapseRooms = v.object({
  total_rooms: v.number(),
  next_batch: v.nullish(v.number()),
  rooms: v.array(synapseRoom),
})
/** `GET /v1/users/{id}/joined_rooms`. */
const joinedRooms = v.object({ joined_rooms: v.array(roomId) })
/** `GET /v1/federation/destinations/{server}/rooms`. */
const roomsOfServer = v.object({
  total: v.number(),
  next_token: v.nullish(v.string()),
  rooms: v.array(v.object({ room_id: roomId })),
})

export type RoomPage = { rooms: SynapseRoom[]; total: number; next: string | null }

type Parts = Pick<Context, 'config' | 'db' | 'homeserver'>

const orNothing = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return null
    throw error
  }
}

const oneRoom = async ({ homeserver }: Parts, id: RoomId): Promise<SynapseRoom | null> => {
  const found = await orNothing(homeserver.admin('GET', `/v1/rooms/${encodeURIComponent(id)}`))
  return found === null ? null : v.parse(synapseRoom, found)
}

const byIds = async (context: Parts, ids: readonly RoomId[], from: number, size: number): Promise<RoomPage> => {
  const rooms = await Promise.all(ids.slice(from, from + size).map((id) => oneRoom(context, id)))
  const next = from + size < ids.length ? String(from + size) : null
  return { rooms: rooms.filter((room) => room !== null), total: ids.length, next }
}

const largest = async ({ homeserver }: Parts, from: number, size: number): Promise<RoomPage> => {
  const query = new URLSearchParams({ from: String(from), limit: String(size), order_by: 'joined_members' })
  const page = v.parse(synapseRooms, await homeserver.admin('GET', `/v1/rooms?${query}`))
  return { rooms: page.rooms, total: page.total_rooms, next: page.next_batch == null ? null : String(page.next_batch) }
}

const ofServer = async (context: Parts, server: string, from: number, size: number): Promise<RoomPage> => {
  const query = new URLSearchParams({ from: String(from), limit: String(size) })
  const path = `/v1/federation/destinations/${encodeURIComponent(server)}/rooms?${query}`
  const found = await orNothing(context.homeserver.admin('GET', path))
  if (found === null) return { rooms: [], total: 0, next: null }
  const { total, next_token, rooms } = v.parse(roomsOfServer, found)
  const page = await byIds(
    context,
    rooms.map(({ room_id }) => room_id),
    0,
    size,
  )
  return { ...page, total, next: next_token ?? null }
}

const departmentRooms = async ({ db, homeserver }: Parts, q: string): Promise<RoomId[]> => {
  const found = findServices(db, { words: searchWords(q), limit: 50 })
  const ids = await Promise.all(found.map(({ id }) => homeserver.roomByAlias(departmentAlias(id))))
  return ids.filter((id) => id !== null)
}

/**
 * One page of rooms. What is typed is never compared with names that people have given: Synapse's own search would, and
 * an admin could learn from it what a conversation is about.
 */
export const findRooms = async (context: Parts, q: string, from: number, size: number): Promise<RoomPage> => {
  if (q === '') return largest(context, from, size)
  const id = v.safeParse(roomId, q)
  if (id.success) return byIds(context, [id.output], from, size)
  const person = v.safeParse(userId, q)
  if (person.success) {
    if (serverOf(person.output) !== context.config.clinic.serverName) return { rooms: [], total: 0, next: null }
    const found = await orNothing(context.homeserver.admin('GET', `/v1/users/${encodeURIComponent(q)}/joined_rooms`))
    return byIds(context, found === null ? [] : v.parse(joinedRooms, found).joined_rooms, from, size)
  }
  if (q.includes('.') && v.safeParse(serverName, q).success) return ofServer(context, q, from, size)
  return byIds(context, await departmentRooms(context, q), from, size)
}
