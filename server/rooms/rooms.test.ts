import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests, signedIn } from '../context-for-tests.ts'
import { MatrixRefusal } from '../errors.ts'
import type { Homeserver, StateEvent } from '../matrix/homeserver.ts'

const service = '@consilium:nord.example' as UserId
const ida = '@ida:nord.example' as UserId
const lea = '@lea:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const chief = '@chief:nord.example'

const event = (type: string, sender: UserId, content: Record<string, unknown>, state_key = ''): StateEvent => ({
  type,
  state_key,
  sender,
  content,
  event_id: '$e' as EventId,
  origin_server_ts: 1,
})
const joined = (userId: UserId, membership = 'join') => event(eventTypes.member, userId, { membership }, userId)

/** A group that Ida has made; what the service does to it is kept in order. */
const openClinic = ({
  refuse = false,
  roomType = '',
  owner = ida,
}: Partial<{ refuse: boolean; roomType: string; owner: UserId }> = {}) => {
  const done: string[] = []
  const policies: FederationPolicy[] = []
  const state = [
    event(eventTypes.create, owner, roomType ? { type: roomType } : {}),
    event(eventTypes.name, owner, { name: 'Herr Muster, Zimmer 4' }),
    event(eventTypes.encryption, owner, { algorithm: 'm.megolm.v1.aes-sha2' }),
    event(eventTypes.historyVisibility, owner, { history_visibility: 'invited' }),
    event(eventTypes.powerLevels, owner, { users: {}, events_default: 0 }),
    joined(ida),
    joined(lea),
    joined(emil),
  ]
  const homeserver: Partial<Homeserver> = {
    serviceAccount: service,
    isAdmin: async (userId) => userId === chief,
    roomState: async (room) => (room === '!g' ? state : []),
    stateContent: async () => ({ users: {}, events_default: 0 }),
    async sendState(_room, type, _key, content) {
      done.push(`${type} ${JSON.stringify(content)}`)
      return '$e' as EventId
    },
    joinAs: async (_room, account) => void done.push(`join ${account}`),
    leave: async (_room, account) => void done.push(account ? `leave ${account}` : 'leave'),
    admin: (async (method: string, path: string, body?: unknown) => {
      if (refuse) throw new MatrixRefusal(400, 'M_UNKNOWN')
      done.push(`${method} ${path} ${JSON.stringify(body)}`)
      if (path.startsWith('/v1/event_reports?'))
        return {
          total: 1,
          event_reports: [
            {
              id: 7,
              received_ts: 5,
              room_id: '!g',
              event_id: '$bad',
              user_id: lea,
              sender: emil,
              reason: 'Er schrieb: Herr Muster hat …',
            },
          ],
        }
      return method === 'DELETE' ? { delete_id: 'x' } : {}
    }) as Homeserver['admin'],
  }
  const context = contextForTests({
    homeserver,
    gateway: {
      async apply(policy) {
        policies.push(policy)
        return { cut: 0 }
      },
    },
  })
  const app = createApp(context)
  const ask = async (method: string, path: string, body?: unknown, user = chief, isConfirmed = true) => {
    const session = { wasAdmin: user === chief, ...(isConfirmed ? { confirmedUntil: context.now() + 60_000 } : {}) }
    const headers = {
      ...(await signedIn(context, user, session)),
      'content-type': 'application/json',
    }
    const answer = await app.request(`/api/rooms${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const log = () => listAfter(context.db, null, 99).map(({ record, details }) => `${record} ${details}`)
  return { ask, done, policies, log }
}

describe('a room, for an admin', () => {
  it('is its members by clinic and how it is protected, without the name that people gave it', async () => {
    const { ask, log } = openClinic()
    const { body } = await ask('GET', '/!g')
    expect(body).toMatchObject({
      kind: 'conversation',
      name: null,
      isEncrypted: true,
      historyVisibility: 'invited',
      closed: null,
      hasNoOwnOwner: false,
      keptFor: null,
      clinics: [
        {
          serverName: 'nord.example',
          members: [
            { userId: ida, isOwner: true },
            { userId: lea, isOwner: false },
          ],
        },
        { serverName: 'sued.example', members: [{ userId: emil, isOwner: false }] },
      ],
    })
    expect(JSON.stringify(body)).not.toContain('Muster')
    expect(log().some((line) => /administration-read.*room/.test(line))).toBe(true)
    expect((await ask('GET', '/!other')).status).toBe(404)
  })

  it('is closed for everybody, and opened again as it was', async () => {
    const { ask, done, policies, log } = openClinic()
    expect((await ask('PUT', '/!g/closing', { reason: 'reported' })).body).toMatchObject({
      isTold: true,
      closed: { reason: 'reported' },
    })
    expect(policies.at(-1)?.closedRooms).toEqual(['!g'])
    expect(done.map((line) => line.split(' ')[0])).toEqual([
      'POST',
      'join',
      eventTypes.roomClosed,
      eventTypes.powerLevels,
      'leave',
    ])
    expect(done[3]).toContain('"events_default":100')
    expect((await ask('GET', '/!g')).body['closed']).toMatchObject({ reason: 'reported' })
    await ask('PUT', '/!g/closing', { reason: null })
    expect(policies.at(-1)?.closedRooms).toEqual([])
    expect(done.at(-2)).toContain('"events_default":0')
    expect(log().filter((line) => /room-changed.*(closed|opened)/.test(line)).length).toBe(2)
  })

  it('is closed for the own people alone where nobody of ours may change it', async () => {
    const { ask, policies } = openClinic({ refuse: true })
    expect((await ask('PUT', '/!g/closing', { reason: 'other' })).body['isTold']).toBe(false)
    expect(policies.at(-1)?.closedRooms).toEqual(['!g'])
  })

  it('is handed on to a member of this clinic, and to nobody else', async () => {
    const { ask, done } = openClinic()
    expect((await ask('PUT', '/!g/owner', { userId: lea })).status).toBe(200)
    expect(done).toEqual([`POST /v1/rooms/!g/make_room_admin {"user_id":"${lea}"}`])
    expect((await ask('PUT', '/!g/owner', { userId: emil })).status).toBe(403)
    expect((await ask('PUT', '/!g/owner', { userId: '@max:nord.example' })).status).toBe(403)
    const { ask: askPowerless } = openClinic({ refuse: true })
    expect((await askPowerless('PUT', '/!g/owner', { userId: lea })).body['code']).toBe('no-own-owner')
  })

  it('is removed for good by whoever types its code, and not when the service needs it', async () => {
    const { ask, done, log } = openClinic()
    expect((await ask('POST', '/!g/purge', { confirmation: 'wrong' })).status).toBe(400)
    const unconfirmed = await ask('POST', '/!g/purge', { confirmation: '!g' }, chief, false)
    expect(unconfirmed.body['code']).toBe('confirmation-needed')
    expect(done).toEqual([])
    expect((await ask('POST', '/!g/purge', { confirmation: '!g' })).body).toEqual({ roomId: '!g', deletedFiles: 0 })
    // Ida owns it and leaves last, so that it is handed on to nobody meanwhile.
    expect(done).toEqual([`leave ${lea}`, `leave ${ida}`, 'DELETE /v2/rooms/!g {"purge":true,"block":true}'])
    expect(log().some((line) => /room-changed.*purged/.test(line))).toBe(true)
    const { ask: askDepartment } = openClinic({ roomType: eventTypes.departmentRoom, owner: service })
    expect((await askDepartment('POST', '/!g/purge', { confirmation: '!g' })).body['code']).toBe('room-kept')
  })
})

describe('reported messages', () => {
  it('are who, where and which reason, never what was said or typed', async () => {
    const { ask, done } = openClinic()
    const { body } = await ask('GET', '/reports')
    expect(body['reports']).toEqual([
      { id: 7, at: 5, roomId: '!g', eventId: '$bad', reporter: lea, sender: emil, reason: 'other' },
    ])
    expect(JSON.stringify(body)).not.toContain('Muster')
    expect(done.every((line) => !/event_reports\/\d/.test(line))).toBe(true)
    expect((await ask('GET', '/reports/count')).body).toEqual({ total: 1 })
    expect((await ask('DELETE', '/reports/7')).status).toBe(200)
  })

  it('are for admins alone, as everything about rooms is', async () => {
    const { ask } = openClinic()
    for (const [method, path, body] of [
      ['GET', '/reports', undefined],
      ['GET', '/reports/count', undefined],
      ['GET', '/!g', undefined],
      ['PUT', '/!g/closing', { reason: 'other' }],
      ['PUT', '/!g/owner', { userId: lea }],
      ['POST', '/!g/purge', { confirmation: '!g' }],
    ] as const)
      expect([path, (await ask(method, path, body, ida)).status]).toEqual([path, 403])
  })
})
