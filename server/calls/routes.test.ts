import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { AccessToken } from 'livekit-server-sdk'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { roomId, userId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import type { Env } from '../context.ts'
import { contextForTests } from '../context-for-tests.ts'
import { writeSeat } from './livekit-rooms.ts'
import { callRoutes } from './routes.ts'

const room = v.parse(roomId, '!consult')
const ida = v.parse(userId, '@ida:nord.example')
const openIdToken = { access_token: 't', token_type: 'Bearer', matrix_server_name: 'nord.example', expires_in: 3600 }

const serviceWith = (isJoined: boolean) => {
  const asked: string[] = []
  const context = contextForTests({
    federation: { openIdOwner: async () => ida },
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

  it('answer what they do not understand with M_BAD_JSON, a delegated leave too, so that it is asked without', async () => {
    const { post } = serviceWith(true)
    for (const answer of [
      await post('/sfu/get', { room }),
      await post('/sfu/get', { ...sfuGet, delay_id: 'd', delay_timeout: 8_000, delay_cs_api_url: 'https://x' }),
      await post('/get_token', getToken),
      await post('/get_token', { ...getToken, member, delay_id: 'd', delay_timeout: 8_000 }),
    ]) {
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errcode: 'M_BAD_JSON' })
    }
  })

  it('may be asked by an Element Call of any address', async () => {
    const { app } = serviceWith(true)
    for (const path of ['/sfu/get', '/get_token']) {
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
