import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests } from '../context-for-tests.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { listPeople } from './list-people.ts'
import { listRooms } from './list-rooms.ts'
import { startClosing } from './queries.ts'

const homeserverWith = (answers: Record<string, unknown>) => {
  const asked: string[] = []
  const answer = async (_method: string, path: string) => {
    asked.push(path)
    const found = Object.entries(answers).find(([prefix]) => path.startsWith(prefix))
    if (!found) throw new Error('404')
    return found[1]
  }
  const context = contextForTests({
    homeserver: { admin: answer as Homeserver['admin'], serviceAccount: '@consilium:nord.example' as UserId },
  })
  const log = () => listAfter(context.db, null, 9).map(({ record, details }) => `${record} ${details}`)
  return { context, asked, log }
}

const admin = { userId: '@admin:nord.example' as UserId }

describe('what an admin sees', () => {
  const consult = {
    room_id: '!r',
    name: 'Konsil 12AB',
    joined_members: 3,
    version: '12',
    creator: '@consilium:nord.example',
    encryption: 'm.megolm.v1.aes-sha2',
    history_visibility: 'shared',
    room_type: 'app.consilium.consult',
  }
  const group = {
    ...consult,
    room_id: '!g',
    name: 'Herr Muster, Zimmer 4',
    creator: '@a:nord.example',
    room_type: null,
  }

  it('of rooms is who takes part and how, and a name only where the service gave it', async () => {
    const { context, asked, log } = homeserverWith({
      '/v1/rooms/': { members: ['@a:nord.example', '@b:sued.example', '@c:nord.example'], total: 3 },
      '/v1/rooms?': { total_rooms: 2, rooms: [consult, group] },
    })
    const listed = await listRooms(context, admin, { q: '', from: '25' })
    expect(listed.ok && listed.value).toEqual({
      total: 2,
      next: null,
      rooms: [
        {
          roomId: '!r',
          kind: 'consult',
          name: 'Konsil 12AB',
          memberCount: 3,
          servers: ['nord.example', 'sued.example'],
          isEncrypted: true,
          historyVisibility: 'shared',
          isClosed: false,
          version: '12',
          creator: '@consilium:nord.example',
        },
        expect.objectContaining({ kind: 'conversation', name: null }),
      ],
    })
    await listRooms(context, admin, { q: '', from: '0' })
    expect(log()).toEqual([expect.stringMatching(/administration-read.*"code":"rooms".*@admin:nord.example/)])
    expect(asked[0]).toBe('/v1/rooms?from=25&limit=25&order_by=joined_members')
  })

  it.each([
    ['!g', '/v1/rooms/!g'],
    ['@a:nord.example', '/v1/users/%40a%3Anord.example/joined_rooms'],
    ['sued.example', '/v1/federation/destinations/sued.example/rooms?from=0&limit=25'],
  ])('of rooms is found by %s', async (q, path) => {
    const { context, asked } = homeserverWith({
      '/v1/rooms/!g/members': { members: ['@a:nord.example'] },
      '/v1/rooms/%21g': group,
      '/v1/rooms/!g': group,
      '/v1/users/': { joined_rooms: ['!g'] },
      '/v1/federation/': { total: 1, rooms: [{ room_id: '!g', stream_ordering: 1 }] },
    })
    const listed = await listRooms(context, admin, { q, from: '0' })
    expect(listed.ok && listed.value.rooms.map(({ roomId }) => roomId)).toEqual(['!g'])
    expect(asked[0]).toBe(path)
  })

  it('of rooms is never found by the words that people have given one', async () => {
    const { context, asked } = homeserverWith({})
    const listed = await listRooms(context, admin, { q: 'Muster', from: '0' })
    expect(listed.ok && listed.value.total).toBe(0)
    expect(asked).toEqual([])
  })

  it('of people is the account, with the name or else the first part of the id, also while it is being closed', async () => {
    const { asked, context } = homeserverWith({
      '/v3/users?': {
        total: 3,
        next_token: '2',
        users: [
          { name: '@consilium:nord.example', displayname: null, admin: 1, deactivated: false, last_seen_ts: null },
          { name: '@a:nord.example', displayname: 'Dr. A', admin: false, deactivated: true, last_seen_ts: 5 },
          { name: '@b:nord.example', displayname: 'Dr. B', admin: false, deactivated: false, last_seen_ts: 5 },
        ],
      },
    })
    const closing = { userId: '@b:nord.example' as UserId, who: admin.userId, startedAt: 1 }
    startClosing(context.db, closing)
    const listed = await listPeople(context, admin, { q: '', from: '', is: 'all' })
    expect(listed.ok && listed.value.next).toBe('2')
    expect(listed.ok && listed.value.people).toMatchObject([
      { name: 'consilium', isService: true, isClinicAdmin: true, lastSeenAt: null },
      { name: 'Dr. A', isService: false, isDeactivated: true, isClosing: false, lastSeenAt: 5 },
      { name: 'Dr. B', isDeactivated: false, isClosing: true },
    ])
    // Synapse leaves those out that nobody can sign in with, unless it is told to.
    expect(asked[0]).toContain('locked=true')
    expect(asked[0]).not.toContain('deactivated')
  })

  it.each([
    ['active', /^(?!.*admins=)(?=.*deactivated=false)/],
    ['admins', /^(?=.*admins=true)(?=.*deactivated=false)/],
    ['closed', /deactivated=true/],
  ] as const)('of people are the %s ones alone, when they are asked for', async (is, asks) => {
    const { asked, context } = homeserverWith({ '/v3/users?': { total: 0, users: [] } })
    await listPeople(context, admin, { q: '', from: '', is })
    expect(asked[0]).toMatch(asks)
  })
})
