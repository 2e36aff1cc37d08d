import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { AccessToken, TokenVerifier } from 'livekit-server-sdk'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { livekitToken } from '#shared/calls/api.ts'
import { roomId, userId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import type { Env } from '../context.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { writeSeat } from './livekit-rooms.ts'
import { allLeaves } from './queries.ts'
import { callRoutes } from './routes.ts'

const room = v.parse(roomId, '!consult')
const ida = v.parse(userId, '@ida:nord.example')
const openIdToken = { access_token: 't', token_type: 'Bearer', matrix_server_name: 'nord.example', expires_in: 3600 }

const serviceWith = (isJoined: boolean, owner = ida) => {
  const asked: string[] = []
  const context = contextForTests({
    federation: { openIdOwner: async () => owner },
    homeserver: {
      roomState: async () => [],
      isJoined: async (_, person) => {
        asked.push(person)
        return isJoined
      },
    },
  })
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('context', context)
      await next()
    })
    .route('/', callRoutes)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  return { app, context, post, asked }
}

describe('the endpoints that Element Call asks for a token', () => {
  const sfuGet = { room, openid_token: openIdToken, device_id: 'PHONE' }
  const getToken = { room_id: room, slot_id: 'm.call#ROOM', openid_token: openIdToken }
  const member = { id: 'member', claimed_user_id: ida, claimed_device_id: 'PHONE' }

  it('refuse one who is not a member of the room', async () => {
    const { post } = serviceWith(false)
    for (const answer of [
      await post('/sfu/get', sfuGet),
      await post('/get_token', { ...getToken, member }),
      await post('/get_token', { ...getToken, member_id: 'member', claimed_device_id: 'PHONE' }),
    ]) {
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ errcode: 'M_FORBIDDEN', code: 'not-a-member' })
    }
  })

  it('stop asking for a source that was refused again and again, and go on for others', async () => {
    const { post, asked } = serviceWith(false)
    const from = (source: string) => post('/sfu/get', sfuGet, { 'x-forwarded-for': source })
    for (let n = 0; n < 300; n++) expect((await from('10.1.1.1')).status).toBe(403)
    const limited = await from('10.1.1.1')
    expect(limited.status).toBe(429)
    expect(await limited.json()).toMatchObject({ errcode: 'M_LIMIT_EXCEEDED', code: 'rate-limited' })
    expect(asked).toHaveLength(300)
    expect((await from('10.1.1.2')).status).toBe(403)
  })

  it('refuse who claims to be somebody else', async () => {
    const { post } = serviceWith(true)
    const claimed = { ...member, claimed_user_id: '@eve:nord.example' }
    expect((await post('/get_token', { ...getToken, member: claimed })).status).toBe(401)
  })

  it('answer what they do not understand with M_BAD_JSON, half a delegation too', async () => {
    const { post } = serviceWith(true)
    for (const answer of [
      await post('/sfu/get', { room }),
      await post('/sfu/get', { ...sfuGet, delay_id: 'd' }),
      await post('/get_token', getToken),
      await post('/get_token', { ...getToken, member, delay_timeout: 8_000 }),
      await post('/delegate_delayed_leave', { ...getToken, member }),
    ]) {
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errcode: 'M_BAD_JSON' })
    }
  })

  it('may be asked by an Element Call of any address', async () => {
    const { app } = serviceWith(true)
    for (const path of ['/sfu/get', '/get_token', '/delegate_delayed_leave']) {
      const answer = await app.request(path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://call.element.io',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      })
      expect(answer.ok).toBe(true)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-allow-methods')).toContain('POST')
      expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type')
    }
  })
})

describe('a leave event that is given to us', () => {
  const delegated = { delay_id: 'syd_one', delay_timeout: 8_000 }
  const member = { id: 'member', claimed_user_id: ida, claimed_device_id: 'PHONE' }
  const inSlot = { room_id: room, slot_id: 'm.call#ROOM', openid_token: openIdToken, member }
  const hash = (...parts: string[]) =>
    createHash('sha256').update(JSON.stringify(parts)).digest('base64').replace(/=+$/, '')

  it('is kept under the name that the participant has in LiveKit', async () => {
    const { post, context } = serviceWith(true)
    expect((await post('/delegate_delayed_leave', { ...inSlot, ...delegated })).status).toBe(200)
    const session = await signedIn(context, ida)
    expect((await post('/leave', { room, device_id: 'PHONE', ...delegated }, session)).status).toBe(200)
    expect(allLeaves(context.db).map(({ identity }) => identity)).toEqual([
      hash(ida, 'PHONE', 'member'),
      `${ida}:PHONE`,
    ])
    expect(new Set(allLeaves(context.db).map(({ room: name }) => name))).toEqual(new Set([hash(room, 'm.call#ROOM')]))
  })

  it('is not taken from a partner’s people: with a token it is bad input, so that they ask without', async () => {
    const jonas = v.parse(userId, '@jonas:sued.example')
    const { post, context } = serviceWith(true, jonas)
    withPartner(context, 'sued.example')
    const openid_token = { ...openIdToken, matrix_server_name: 'sued.example' }
    const theirs = { ...inSlot, openid_token, member: { ...member, claimed_user_id: jonas } }
    const withToken = await post('/get_token', { ...theirs, ...delegated })
    expect([withToken.status, await withToken.json()]).toMatchObject([400, { errcode: 'M_BAD_JSON' }])
    expect((await post('/get_token', theirs)).status).toBe(200)
    const alone = await post('/delegate_delayed_leave', { ...theirs, ...delegated })
    expect([alone.status, await alone.json()]).toMatchObject([403, { errcode: 'M_FORBIDDEN' }])
    expect(allLeaves(context.db)).toEqual([])
  })

  it('is taken for calls of rooms that one is in', async () => {
    const { post, context } = serviceWith(false)
    const session = await signedIn(context, ida)
    for (const answer of [
      await post('/delegate_delayed_leave', { ...inSlot, ...delegated }),
      await post('/leave', { room, device_id: 'PHONE', ...delegated }, session),
    ])
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'not-a-member' }])
    expect(allLeaves(context.db)).toEqual([])
  })
})

describe('a token by session', () => {
  it('is given to whom the session is of, and to nobody without one', async () => {
    const jonas = v.parse(userId, '@jonas:sued.example')
    const { post, context, asked } = serviceWith(true)
    withPartner(context, 'sued.example')
    const body = { room, device_id: 'PHONE' }
    expect((await post('/token', body)).status).toBe(401)
    const answer = await post('/token', body, await signedIn(context, jonas))
    expect(answer.status).toBe(200)
    const { jwt } = v.parse(livekitToken, await answer.json())
    const { apiKey, apiSecret } = context.config.livekit
    const claims = await new TokenVerifier(apiKey, apiSecret).verify(jwt)
    expect([claims.sub, claims.video?.canPublish]).toEqual([`${jonas}:PHONE`, false])
    expect(asked).toEqual([jonas])
  })

  it('is refused to one who is not in the room', async () => {
    const { post, context } = serviceWith(false)
    const answer = await post('/token', { room, device_id: 'PHONE' }, await signedIn(context, ida))
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'not-a-member' }])
  })
})

describe('an event from LiveKit', () => {
  const event = JSON.stringify({
    event: 'participant_joined',
    room: { name: 'r', sid: 'RM_1' },
    participant: { identity: 'ida', metadata: writeSeat(ida, room) },
  })
  const signed = (secret: string, of = event) => {
    const token = new AccessToken('devkey', secret, { ttl: 60 })
    token.sha256 = createHash('sha256').update(of).digest('base64')
    return token.toJwt()
  }

  it('that says a person joined leads to a second look at their membership', async () => {
    const { post, asked, context } = serviceWith(true)
    const authorization = await signed(context.config.livekit.apiSecret)
    const answer = await post('/livekit-events', event, { authorization, 'content-type': 'application/webhook+json' })
    expect(answer.status).toBe(200)
    expect(asked).toEqual([ida])
  })

  it('that says who came or went stands in the log of accesses', async () => {
    const { post, context } = serviceWith(true)
    for (const name of ['participant_joined', 'participant_left', 'track_published']) {
      const body = event.replace('participant_joined', name)
      const authorization = await signed(context.config.livekit.apiSecret, body)
      await post('/livekit-events', body, { authorization, 'content-type': 'application/webhook+json' })
    }
    const recorded = listAfter(context.db, null, 10).map(({ record, details }) => [
      JSON.parse(record).action,
      JSON.parse(details ?? 'null'),
    ])
    expect(recorded).toEqual([
      ['call-joined', { who: ida, room }],
      ['call-left', { who: ida, room }],
    ])
  })

  it('is refused without a signature, with one by another secret, and over another body', async () => {
    const { post, asked, context } = serviceWith(true)
    const { apiSecret } = context.config.livekit
    const faulty: Record<string, string>[] = [
      {},
      { authorization: await signed('x'.repeat(32)) },
      { authorization: await signed(apiSecret, event.replace('ida', 'eve')) },
    ]
    for (const headers of faulty) expect([401, 403]).toContain((await post('/livekit-events', event, headers)).status)
    expect(asked).toEqual([])
  })
})
