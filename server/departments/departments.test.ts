import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { contextForTests } from '../context-for-tests.ts'
import { publishPerson, publishService, withdrawPerson } from '../directory/publish-entry.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { nextChange } from './queries.ts'
import { keepRooms, noteAll } from './start-departments.ts'

const lea = '@lea:nord.example' as UserId
const max = '@max:nord.example' as UserId
const person = (userId: UserId, serviceId: string | null) =>
  ({ userId, name: 'Dr. Test', title: '', specialty: 'cardiology', serviceId }) as const

type Room = { roomId: string; alias: string; name: unknown; members: Map<string, string>; children: string[] }

/** A Synapse that keeps what it is told; `trouble` is thrown by the next call that changes something. */
const openClinic = () => {
  const rooms: Room[] = []
  let trouble: unknown = null
  const refused = new Set<string>()
  const stumble = () => {
    if (!trouble) return
    const thrown = trouble
    trouble = null
    throw thrown
  }
  const find = (roomId: RoomId) => rooms.find((room) => room.roomId === roomId) as Room
  const homeserver: Partial<Homeserver> = {
    roomByAlias: async (alias) => (rooms.find((room) => room.alias === alias)?.roomId ?? null) as RoomId | null,
    async createRoom(body) {
      const alias = String(body['room_alias_name'])
      const roomId = `!${alias}` as RoomId
      rooms.push({ roomId, alias, name: body['name'], members: new Map(), children: [] })
      // Synapse goes on making the room when whoever asked for it is gone.
      stumble()
      return roomId
    },
    async sendState(roomId, type, stateKey, content) {
      stumble()
      if (type === eventTypes.name) find(roomId).name = (content as { name: string }).name
      if (type === eventTypes.spaceChild) find(roomId).children.push(stateKey)
      return '$event' as EventId
    },
    state: async (roomId) => [
      ...[...find(roomId).members].map(([state_key, membership]) => ({
        type: eventTypes.member as string,
        state_key,
        content: { membership },
        sender: lea,
        event_id: '$event' as EventId,
        origin_server_ts: 1,
      })),
      {
        type: eventTypes.name,
        state_key: '',
        content: { name: find(roomId).name },
        sender: lea,
        event_id: '$1' as EventId,
        origin_server_ts: 1,
      },
    ],
    stateContent: async (roomId, _, userId) => {
      const membership = find(roomId).members.get(userId)
      return membership ? { membership } : null
    },
    async invite(roomId, userId) {
      stumble()
      if (refused.has(userId)) throw new MatrixRefusal(403, 'M_FORBIDDEN')
      find(roomId).members.set(userId, 'invite')
    },
    async remove(roomId, userId) {
      stumble()
      find(roomId).members.set(userId, 'leave')
    },
  }
  const context = contextForTests({ homeserver })
  const people = (alias: string) =>
    [...(rooms.find((room) => room.alias === alias)?.members ?? [])]
      .filter(([, membership]) => membership !== 'leave')
      .map(([userId]) => userId)
      .sort()
  publishService(context, { id: 'kardio', name: 'Kardiologie', specialty: 'cardiology' })
  publishService(context, { id: 'neuro', name: 'Neurologie', specialty: 'neurology' })
  return {
    context,
    rooms,
    refused,
    fail(error: unknown) {
      trouble = error
    },
    space: () => people('consilium.clinic'),
    department: (id: string) => people(`consilium.department.${id}`),
  }
}

describe('the room of a department', () => {
  it('is there with its people, inside the space of the clinic, and follows who comes, changes and goes', async () => {
    const { context, rooms, space, department } = openClinic()
    publishPerson(context, person(lea, 'kardio'))
    publishPerson(context, person(max, 'kardio'))
    await keepRooms(context)
    expect(rooms.map(({ name }) => name)).toEqual(['Klinik nord.example', 'Kardiologie', 'Neurologie'])
    expect([space(), department('kardio'), department('neuro')]).toEqual([[lea, max], [lea, max], []])
    expect(new Set(rooms[0]?.children)).toEqual(new Set(rooms.slice(1).map(({ roomId }) => roomId)))

    publishPerson(context, person(max, 'neuro'))
    withdrawPerson(context, lea)
    publishService(context, { id: 'neuro', name: 'Neurologie und Stroke Unit', specialty: 'neurology' })
    await keepRooms(context)
    expect([space(), department('kardio'), department('neuro')]).toEqual([[max], [], [max]])
    expect(rooms.at(-1)?.name).toBe('Neurologie und Stroke Unit')
  })

  it('is made once, whatever is cut off, and a second look changes nothing', async () => {
    const { context, rooms, department, fail } = openClinic()
    publishPerson(context, person(lea, 'kardio'))
    for (let tries = 0; tries < 8 && nextChange(context.db); tries += 1) {
      fail(new HomeserverUnreachable('killed'))
      await keepRooms(context).catch(() => {})
    }
    await keepRooms(context)
    noteAll(context)
    await keepRooms(context)
    expect(rooms.length).toBe(3)
    expect(department('kardio')).toEqual([lea])
    expect(nextChange(context.db)).toBe(null)
  })

  it('is put right when somebody was brought in or taken out by another way', async () => {
    const { context, rooms, department } = openClinic()
    publishPerson(context, person(lea, 'kardio'))
    await keepRooms(context)
    const room = rooms.find(({ alias }) => alias.endsWith('kardio'))
    room?.members.set(lea, 'leave').set(max, 'join')
    noteAll(context)
    await keepRooms(context)
    expect(department('kardio')).toEqual([lea])
  })

  it('has everybody else when Synapse refuses one account', async () => {
    const { context, department, refused } = openClinic()
    refused.add(lea)
    publishPerson(context, person(lea, 'kardio'))
    publishPerson(context, person(max, 'kardio'))
    await keepRooms(context)
    expect(department('kardio')).toEqual([max])
    expect(context.log.lines.map(({ event }) => event)).toContain('department-member-refused')
  })
})
