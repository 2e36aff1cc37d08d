import type { OnCallOutput, OnCallTier } from '#shared/directory/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Context, Person } from '../context.ts'
import { openDatabase } from '../db/open-database.ts'
import { recordLog } from '../log.ts'
import type { Homeserver, StateEvent } from '../matrix/homeserver.ts'
import { newRoomLock } from './room-lock.ts'

export const nord = 'nord.localhost' as ServerName
export const sued = 'sued.localhost' as ServerName
export const asker: Person = { userId: `@nina:${nord}` as UserId, serverName: nord, isClinicAdmin: false }
export const [first, second, lead] = (['ernst', 'zoe', 'lea'] as const).map(
  (name): Person => ({ userId: `@${name}:${sued}` as UserId, serverName: sued, isClinicAdmin: false }),
) as [Person, Person, Person]

export const requestId = '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11'

export const cardiology: OnCallOutput = {
  service: { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', serverName: sued, onCallCount: 3 },
  onCall: [first, second, lead].map(({ userId }, index) => ({
    userId,
    tier: (['first', 'second', 'lead'] as OnCallTier[])[index] as OnCallTier,
  })),
}

type InitialState = { type: string; state_key: string; content: Record<string, unknown> }

/** Rooms in memory, as Synapse keeps them for the service account. */
export const homeserverInMemory = () => {
  const serviceAccount = `@consilium:${nord}` as UserId
  const rooms = new Map<RoomId, StateEvent[]>()
  const unreachable = new Set<UserId>()
  let count = 0

  const put = (roomId: RoomId, type: string, state_key: string, content: Record<string, unknown>) => {
    const others = (rooms.get(roomId) ?? []).filter((event) => event.type !== type || event.state_key !== state_key)
    count += 1
    const event_id = `$${count}` as EventId
    rooms.set(roomId, [...others, { type, state_key, sender: serviceAccount, content, event_id }])
    return event_id
  }
  const invite = (roomId: RoomId, userId: UserId) => {
    if (unreachable.has(userId)) throw new Error(`${userId} cannot be reached`)
    put(roomId, eventTypes.member, userId, { membership: 'invite' })
  }

  const homeserver = {
    serviceAccount,
    async createRoom(body: Record<string, unknown>) {
      const roomId = `!room${rooms.size + 1}` as RoomId
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
    async invite(roomId: RoomId, userId: UserId) {
      invite(roomId, userId)
    },
    async admin(method: string, path: string) {
      if (method === 'DELETE') {
        const closed = decodeURIComponent(path.slice('/v2/rooms/'.length)) as RoomId
        for (const { type, state_key } of rooms.get(closed) ?? [])
          if (type === eventTypes.member) put(closed, type, state_key, { membership: 'leave' })
        return {}
      }
      const [, roomId] = /^\/v1\/rooms\/([^/]+)\/state$/.exec(path) ?? []
      if (roomId) return { state: rooms.get(decodeURIComponent(roomId) as RoomId) }
      return { rooms: [...rooms.keys()].map((room_id) => ({ room_id, room_type: eventTypes.consultRoom })) }
    },
  }
  return { homeserver: homeserver as unknown as Homeserver, rooms, unreachable, put }
}

/** The service of Nord with nobody else around: time stands until the test moves it. */
export const clinicInMemory = () => {
  const { homeserver, ...matrix } = homeserverInMemory()
  const clock = { now: 1_000_000 }
  const log = recordLog()
  /** Whom their clinic's service was asked to wake. */
  const woken: UserId[][] = []
  const callPartner = async (_server: ServerName, _method: string, _path: string, body: { userIds: UserId[] }) => {
    woken.push(body.userIds)
  }
  const context = {
    config: { clinic: { name: 'Klinikum Nord', serverName: nord, url: 'http://nord.localhost:7100' } },
    db: openDatabase(':memory:'),
    homeserver,
    federation: { callPartner },
    log,
    now: () => clock.now,
  } as unknown as Context
  return { context, ...matrix, homeserver, clock, log, woken, lock: newRoomLock() }
}
