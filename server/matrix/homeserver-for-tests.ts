import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, type RoomId, type ServerName, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { MatrixRefusal } from '../errors.ts'
import type { Homeserver, StateEvent } from './homeserver.ts'
import type { MatrixEvent } from './take-transaction.ts'

type InitialState = { type: string; state_key: string; content: Record<string, unknown> }

/** Rooms in memory, as Synapse keeps them for the service account. */
export const homeserverInMemory = (server: ServerName) => {
  const serviceAccount = serviceAccountOf(server)
  const rooms = new Map<RoomId, StateEvent[]>()
  const unreachable = new Set<UserId>()
  const deactivated = new Set<UserId>()
  const aliases = new Map<string, RoomId>()
  let count = 0

  const put = (
    roomId: RoomId,
    type: string,
    state_key: string,
    content: Record<string, unknown>,
    sender: UserId = serviceAccount,
  ) => {
    const others = (rooms.get(roomId) ?? []).filter((event) => event.type !== type || event.state_key !== state_key)
    count += 1
    const event_id = `$${count}` as EventId
    const event = { type, state_key, sender, content, event_id, origin_server_ts: count }
    rooms.set(roomId, [...others, event])
    return event_id
  }
  const invite = (roomId: RoomId, userId: UserId) => {
    if (unreachable.has(userId)) throw new Error(`${userId} cannot be reached`)
    put(roomId, eventTypes.member, userId, { membership: 'invite' })
  }

  /** Encrypted events and deletions, as their server sees them. */
  const said: MatrixEvent[] = []
  const write = (roomId: RoomId, type: string, sender: UserId, at: number, content: Record<string, unknown>) => {
    count += 1
    const event: MatrixEvent = {
      type,
      room_id: roomId,
      event_id: `$${count}` as EventId,
      sender,
      origin_server_ts: at,
      content,
    }
    said.push(event)
    return event
  }
  const say = (roomId: RoomId, sender: UserId, at: number, refersTo?: EventId): MatrixEvent => {
    const content = refersTo ? { 'm.relates_to': { rel_type: 'm.reference', event_id: refersTo } } : {}
    return write(roomId, eventTypes.encrypted, sender, at, content)
  }
  const redact = (roomId: RoomId, sender: UserId, at: number, redacts: EventId): MatrixEvent =>
    write(roomId, eventTypes.redaction, sender, at, { redacts })

  const homeserver = {
    serviceAccount,
    async createRoom(body: Record<string, unknown>) {
      const roomId = `!room${rooms.size + 1}` as RoomId
      const alias = body['room_alias_name']
      if (typeof alias === 'string') {
        if (aliases.has(alias)) throw new MatrixRefusal(400, 'M_ROOM_IN_USE')
        aliases.set(alias, roomId)
      }
      rooms.set(roomId, [])
      put(roomId, eventTypes.create, '', body['creation_content'] as Record<string, unknown>)
      for (const { type, state_key, content } of body['initial_state'] as InitialState[])
        put(roomId, type, state_key, content)
      put(roomId, eventTypes.member, serviceAccount, { membership: 'join' })
      for (const userId of body['invite'] as UserId[]) invite(roomId, userId)
      return roomId
    },
    async sendState(roomId: RoomId, type: string, stateKey: string, content: unknown) {
      return put(roomId, type, stateKey, content as Record<string, unknown>)
    },
    async state(roomId: RoomId) {
      return rooms.get(roomId) ?? []
    },
    async newestEvents(roomId: RoomId, wanted: string) {
      return said.filter(({ room_id, type }) => room_id === roomId && type === wanted).toReversed()
    },
    async isJoined(roomId: RoomId, userId: UserId) {
      return (rooms.get(roomId) ?? []).some(
        ({ state_key, content }) => state_key === userId && content['membership'] === 'join',
      )
    },
    async invite(roomId: RoomId, userId: UserId) {
      invite(roomId, userId)
    },
    async remove(roomId: RoomId, userId: UserId) {
      put(roomId, eventTypes.member, userId, { membership: 'leave' })
    },
    async roomByAlias(name: string) {
      return aliases.get(name) ?? null
    },
    async deleteAlias(name: string) {
      aliases.delete(name)
    },
    async admin(method: string, path: string) {
      const [, user] = /^\/v2\/users\/([^/]+)$/.exec(path) ?? []
      if (user) return { deactivated: deactivated.has(decodeURIComponent(user) as UserId) }
      if (method === 'DELETE') {
        const closed = decodeURIComponent(path.slice('/v2/rooms/'.length)) as RoomId
        for (const { type, state_key } of rooms.get(closed) ?? [])
          if (type === eventTypes.member) put(closed, type, state_key, { membership: 'leave' })
        return {}
      }
      const [, roomId] = /^\/v1\/rooms\/([^/]+)\/state$/.exec(path) ?? []
      if (roomId) return { state: rooms.get(decodeURIComponent(roomId) as RoomId) }
      const typeOf = (state: StateEvent[]) => state.find(({ type }) => type === eventTypes.create)?.content['type']
      return { rooms: [...rooms].map(([room_id, state]) => ({ room_id, room_type: typeOf(state) })) }
    },
  }
  return { homeserver: homeserver as unknown as Homeserver, rooms, unreachable, deactivated, put, say, redact }
}
