import { createHash } from 'node:crypto'
import { AccessToken, TokenVerifier } from 'livekit-server-sdk'
import { beforeEach, describe, expect, it } from 'vitest'
import { plainIdentity } from '#shared/calls/livekit-names.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { clinicsThatReachEachOther } from '../partners/partners-for-tests.ts'
import { livekitOf, writeSeat } from './livekit-rooms.ts'
import { hashText, issueLivekitToken, type TokenRequest } from './livekit-token.ts'
import { putOutServer, sweepCalls } from './put-out.ts'
import { receiveWebhook } from './receive-webhook.ts'

const room = '!consult' as RoomId
const ida = '@ida:nord.localhost' as UserId
const jonas = '@jonas:sued.localhost' as UserId
const livekit = {
  url: 'ws://nord.localhost:7102',
  apiUrl: 'http://127.0.0.1:1',
  apiKey: 'clinic',
  apiSecret: 'a secret of at least thirty-two characters',
}

/** Nord with its partner Süd; `joined` and `owners` are what the homeservers say. */
const nordWithSued = async () => {
  const [nord, sued] = clinicsThatReachEachOther('nord.localhost', 'sued.localhost')
  if (!nord || !sued) throw new Error('two clinics were asked for')
  await nord.move('active')
  await sued.move('active')
  const joined = new Set<UserId>([ida, jonas])
  const asked: string[] = []
  const made: string[] = []
  const removed: string[] = []
  const owners: Record<string, UserId> = { 'ida-token': ida, 'jonas-token': jonas }
  const context = {
    ...nord.context,
    config: { ...nord.context.config, livekit },
    federation: {
      openIdOwner: async (server: string, token: string) => {
        asked.push(server)
        return owners[token] ?? null
      },
    },
    homeserver: { ...nord.context.homeserver, isJoined: async (_: RoomId, person: UserId) => joined.has(person) },
  } as unknown as Context
  const fake = {
    createRoom: async (name: string) => void made.push(name),
    remove: async (_: string, identity: string) => void removed.push(identity),
  }
  const request = (token: string, server: string, more: Partial<TokenRequest> = {}) =>
    issueLivekitToken(context, fake, {
      openIdToken: { access_token: token, matrix_server_name: server as ServerName },
      roomId: room,
      identityOf: (userId) => plainIdentity(userId, 'PHONE'),
      ...more,
    })
  return { nord, context, fake, joined, asked, made, removed, owners, request }
}

const claims = async (token: Awaited<ReturnType<typeof issueLivekitToken>>) => {
  if (!token.ok) throw new Error(token.error.code)
  return new TokenVerifier(livekit.apiKey, livekit.apiSecret).verify(token.value.jwt)
}

describe('a token for a call', () => {
  let clinic: Awaited<ReturnType<typeof nordWithSued>>
  beforeEach(async () => {
    clinic = await nordWithSued()
  })

  it('lets a member of the own clinic publish, in the one LiveKit room of the Matrix room, for five minutes', async () => {
    const token = await claims(await clinic.request('ida-token', 'nord.localhost'))
    expect(clinic.made).toEqual([hashText(JSON.stringify([room, 'm.call#ROOM']))])
    expect(token.sub).toBe('@ida:nord.localhost:PHONE')
    expect(token.video).toEqual({
      roomJoin: true,
      room: clinic.made[0],
      canPublish: true,
      canPublishData: false,
      canSubscribe: true,
      canUpdateOwnMetadata: false,
    })
    expect(token.metadata).toBe(writeSeat(ida, room))
    expect((token.exp ?? 0) - (token.nbf ?? 0)).toBeLessThanOrEqual(300)
  })

  it('lets a partner’s member subscribe only, and makes no room for them', async () => {
    const token = await claims(await clinic.request('jonas-token', 'sued.localhost'))
    expect(token.video).toMatchObject({ roomJoin: true, canPublish: false, canSubscribe: true })
    expect(clinic.made).toEqual([])
  })

  it('is refused to one who is not joined in the room', async () => {
    clinic.joined.delete(ida)
    expect(await clinic.request('ida-token', 'nord.localhost')).toEqual({ ok: false, error: { code: 'not-a-member' } })
    expect(clinic.made).toEqual([])
  })

  it('is refused to a suspended partner and to strangers without asking their homeserver', async () => {
    await clinic.nord.move('suspended')
    expect(await clinic.request('jonas-token', 'sued.localhost')).toEqual({
      ok: false,
      error: { code: 'partner-suspended' },
    })
    expect(await clinic.request('x', 'evil.example')).toEqual({ ok: false, error: { code: 'partner-unknown' } })
    expect(clinic.asked).toEqual([])
  })

  it('is refused when the homeserver does not know the OpenID token', async () => {
    expect(await clinic.request('stolen', 'nord.localhost')).toEqual({ ok: false, error: { code: 'not-signed-in' } })
  })

  it('is refused when a partner’s homeserver vouches for somebody of another server', async () => {
    clinic.owners['forged'] = ida
    expect(await clinic.request('forged', 'sued.localhost')).toEqual({ ok: false, error: { code: 'not-signed-in' } })
  })

  it('is refused when it is asked for in another person’s name', async () => {
    expect(await clinic.request('ida-token', 'nord.localhost', { claimedUserId: jonas })).toEqual({
      ok: false,
      error: { code: 'not-signed-in' },
    })
  })

  it('is refused with a reason while LiveKit is down', async () => {
    clinic.fake.createRoom = () => Promise.reject(new Error('ECONNREFUSED'))
    expect(await clinic.request('ida-token', 'nord.localhost')).toEqual({
      ok: false,
      error: { code: 'livekit-unreachable' },
    })
  })
})

describe('who is in a call', () => {
  const seatOf = (userId: UserId, identity: string) => ({ room: 'r', identity, seat: { userId, roomId: room } })

  it('is put out after leaving the room, and when none of our tokens speaks of them', async () => {
    const { context, fake, joined, removed } = await nordWithSued()
    const occupants = async () => [
      seatOf(ida, 'ida'),
      seatOf(jonas, 'jonas'),
      { room: 'r', identity: 'nobody', seat: null },
    ]
    joined.delete(jonas)
    expect(await sweepCalls(context, { ...fake, occupants })).toBe(2)
    expect(removed.sort()).toEqual(['jonas', 'nobody'])
  })

  it('stays while the homeserver does not answer', async () => {
    const { context, fake, removed } = await nordWithSued()
    context.homeserver.isJoined = () => Promise.reject(new Error('down'))
    await sweepCalls(context, { ...fake, occupants: async () => [seatOf(ida, 'ida')] })
    expect(removed).toEqual([])
  })

  it('is put out when the partner is suspended', async () => {
    const { context, fake, removed, nord } = await nordWithSued()
    const occupants = async () => [seatOf(ida, 'ida'), seatOf(jonas, 'jonas')]
    await putOutServer(context, { ...fake, occupants }, 'sued.localhost' as ServerName)
    expect(removed).toEqual(['jonas'])
    await nord.move('suspended')
    expect(await sweepCalls(context, { ...fake, occupants })).toBe(1)
  })
})

describe('an event from LiveKit', () => {
  const body = JSON.stringify({
    event: 'participant_joined',
    room: { name: 'r' },
    participant: { identity: 'jonas', metadata: writeSeat(jonas, room) },
  })
  const signed = (of: string, secret = livekit.apiSecret) => {
    const token = new AccessToken(livekit.apiKey, secret, { ttl: 60 })
    token.sha256 = createHash('sha256').update(of).digest('base64')
    return token.toJwt()
  }

  it('that says a person joined leads to a second look at their membership', async () => {
    const { context, fake, joined, removed } = await nordWithSued()
    const parts = { ...fake, readWebhook: livekitOf({ livekit }).readWebhook }
    expect(await receiveWebhook(context, parts, { body, authorization: await signed(body) })).toEqual({
      ok: true,
      value: {},
    })
    expect(removed).toEqual([])
    joined.delete(jonas)
    await receiveWebhook(context, parts, { body, authorization: await signed(body) })
    expect(removed).toEqual(['jonas'])
  })

  it.each([
    ['without a signature', async () => undefined],
    ['signed with another secret', () => signed(body, 'another secret, of thirty-two characters')],
    ['signed over another body', () => signed(body.replace('jonas', 'ida'))],
  ])('%s is refused', async (_, authorization) => {
    const { context, fake, joined, removed } = await nordWithSued()
    joined.delete(jonas)
    const parts = { ...fake, readWebhook: livekitOf({ livekit }).readWebhook }
    expect(await receiveWebhook(context, parts, { body, authorization: await authorization() })).toEqual({
      ok: false,
      error: { code: 'not-signed-in' },
    })
    expect(removed).toEqual([])
  })
})
