import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests } from '../context-for-tests.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { listPeople } from './list-people.ts'
import { listRooms } from './list-rooms.ts'

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
  it('of rooms is who takes part and how, never the name', async () => {
    const { context, asked, log } = homeserverWith({
      '/v1/rooms/': { members: ['@a:nord.example', '@b:sued.example', '@c:nord.example'], total: 3 },
      '/v1/rooms?': {
        total_rooms: 1,
        rooms: [
          {
            room_id: '!r',
            name: 'Herr Muster, Zimmer 4',
            joined_members: 3,
            version: '12',
            creator: '@consilium:nord.example',
            encryption: 'm.megolm.v1.aes-sha2',
            room_type: 'app.consilium.consult',
          },
        ],
      },
    })
    const listed = await listRooms(context, admin, { q: 'a b', from: '25' })
    expect(listed.ok && listed.value).toEqual({
      total: 1,
      next: null,
      rooms: [
        {
          roomId: '!r',
          kind: 'consult',
          memberCount: 3,
          servers: ['nord.example', 'sued.example'],
          isEncrypted: true,
          version: '12',
          creator: '@consilium:nord.example',
        },
      ],
    })
    await listRooms(context, admin, { q: '', from: '0' })
    expect(log()).toEqual([expect.stringMatching(/administration-read.*"code":"rooms".*@admin:nord.example/)])
    expect(asked[0]).toBe('/v1/rooms?from=25&limit=25&order_by=joined_members&search_term=a+b')
  })

  it('of people is the account, with the name or else the first part of the id', async () => {
    const { context } = homeserverWith({
      '/v3/users?': {
        total: 2,
        next_token: '2',
        users: [
          { name: '@consilium:nord.example', displayname: null, admin: 1, deactivated: false, last_seen_ts: null },
          { name: '@a:nord.example', displayname: 'Dr. A', admin: false, deactivated: true, last_seen_ts: 5 },
        ],
      },
    })
    const listed = await listPeople(context, admin, { q: '', from: '' })
    expect(listed.ok && listed.value.next).toBe('2')
    expect(listed.ok && listed.value.people).toMatchObject([
      { name: 'consilium', isService: true, isClinicAdmin: true, lastSeenAt: null },
      { name: 'Dr. A', isService: false, isDeactivated: true, lastSeenAt: 5 },
    ])
  })
})
