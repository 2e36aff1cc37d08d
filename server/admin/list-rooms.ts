import * as v from 'valibot'
import type { AdminQuery, AdminRoom, AdminRoomsOutput } from '#shared/admin/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, roomId, type ServerName, serverOf, type UserId, userId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { recordListed } from './record-listed.ts'

const pageSize = 25

/** Synapse admin API, `GET /v1/rooms`. The name is not read: people choose it. */
const synapseRooms = v.object({
  total_rooms: v.number(),
  next_batch: v.nullish(v.number()),
  rooms: v.array(
    v.object({
      room_id: roomId,
      joined_members: v.number(),
      version: v.nullish(v.string()),
      creator: v.nullish(v.string()),
      encryption: v.nullish(v.string()),
      room_type: v.nullish(v.string()),
    }),
  ),
})

/** Synapse admin API, `GET /v1/rooms/{id}/members`. */
const synapseMembers = v.object({ members: v.array(userId) })

type Parts = Pick<Context, 'homeserver'>

const serversOf = async ({ homeserver }: Parts, room: RoomId): Promise<ServerName[] | null> => {
  try {
    const answer = await homeserver.admin('GET', `/v1/rooms/${encodeURIComponent(room)}/members`)
    return [...new Set(v.parse(synapseMembers, answer).members.map(serverOf))].sort()
  } catch {
    // A room that went meanwhile must not take the whole list away.
    return null
  }
}

const creatorOf = (creator: unknown): UserId | null => {
  const parsed = v.safeParse(userId, creator)
  return parsed.success ? parsed.output : null
}

const kindOf = (type: string | null | undefined): AdminRoom['kind'] => {
  if (type === eventTypes.consultRoom) return 'consult'
  return type === eventTypes.auditRoom ? 'audit' : 'conversation'
}

/** The rooms that this clinic takes part in, largest first: who and how, never what. */
export const listRooms = async (
  context: Parts & Pick<Context, 'db' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  { q, from }: AdminQuery,
): Promise<Result<AdminRoomsOutput, never>> => {
  const query = new URLSearchParams({ from: from || '0', limit: String(pageSize), order_by: 'joined_members' })
  if (q) query.set('search_term', q)
  const page = v.parse(synapseRooms, await context.homeserver.admin('GET', `/v1/rooms?${query}`))
  const servers = await Promise.all(page.rooms.map((room) => serversOf(context, room.room_id)))
  recordListed(context, who, 'rooms')
  return ok({
    total: page.total_rooms,
    next: page.next_batch === undefined || page.next_batch === null ? null : String(page.next_batch),
    rooms: page.rooms.map((room, index) => ({
      roomId: room.room_id,
      kind: kindOf(room.room_type),
      memberCount: room.joined_members,
      servers: servers[index] ?? null,
      isEncrypted: Boolean(room.encryption),
      version: room.version ?? '1',
      creator: creatorOf(room.creator),
    })),
  })
}
