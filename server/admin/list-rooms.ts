import * as v from 'valibot'
import type { AdminQuery, AdminRoomsOutput } from '#shared/admin/api.ts'
import { type RoomId, type ServerName, serverOf, type UserId, userId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { listClosed } from '../rooms/queries.ts'
import { kindOf, shownName } from '../rooms/room-facts.ts'
import { findRooms } from './find-rooms.ts'
import { recordListed } from './record-listed.ts'

const pageSize = 25

/** Synapse admin API, `GET /v1/rooms/{id}/members`. */
const synapseMembers = v.object({ members: v.array(userId) })

type Parts = Pick<Context, 'config' | 'db' | 'homeserver'>

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

/** The rooms that this clinic takes part in, largest first: who and how, never what. */
export const listRooms = async (
  context: Parts & Pick<Context, 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  { q, from }: AdminQuery,
): Promise<Result<AdminRoomsOutput, never>> => {
  const page = await findRooms(context, q, Number(from || '0'), pageSize)
  const servers = await Promise.all(page.rooms.map((room) => serversOf(context, room.room_id)))
  const closed = new Set(listClosed(context.db))
  recordListed(context, who, 'rooms')
  return ok({
    total: page.total,
    next: page.next,
    rooms: page.rooms.map((room, index) => {
      const kind = kindOf(room.room_type)
      const creator = creatorOf(room.creator)
      return {
        roomId: room.room_id,
        kind,
        name: shownName(kind, creator, room.name),
        memberCount: room.joined_members,
        servers: servers[index] ?? null,
        isEncrypted: Boolean(room.encryption),
        historyVisibility: room.history_visibility ?? null,
        isClosed: closed.has(room.room_id),
        version: room.version ?? '1',
        creator,
      }
    }),
  })
}
