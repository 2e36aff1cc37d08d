import { TokenVerifier } from 'livekit-server-sdk'
import { beforeEach, describe, expect, it } from 'vitest'
import { plainIdentity } from '#shared/calls/livekit-names.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { configForTests, contextForTests, withPartner } from '../context-for-tests.ts'
import { writeSeat } from './livekit-rooms.ts'
import { hashText, issueLivekitToken, ownerOf } from './livekit-token.ts'
import { putOutServer, sweepCalls } from './put-out.ts'

const room = '!consult' as RoomId
const ida = '@ida:nord.example' as UserId
const jonas = '@jonas:sued.example' as UserId
const { livekit } = configForTests()

/** Nord with its partner Süd; `joined` and `owners` are what the homeservers say. */
const nordWithSued = () => {
  const joined = new Set<UserId>([ida, jonas])
  const asked: string[] = []
  const made: string[] = []
  const removed: string[] = []
  const owners: Record<string, UserId> = { 'ida-token': ida, 'jonas-token': jonas }
  const context = contextForTests({
    federation: {
      openIdOwner: async (server, token) => {
        asked.push(server)
        return owners[token] ?? null
      },
    },
    homeserver: { isJoined: async (_, person) => joined.has(person), roomState: async () => [] },
  })
  withPartner(context, 'sued.example')
  const fake = {
    createRoom: async (name: string) => void made.push(name),
    remove: async (_: string, identity: string) => void removed.push(identity),
  }
  const proofOf = (token: string, server: string, claimedUserId?: UserId) =>
    ownerOf(context, {
      openIdToken: { access_token: token, matrix_server_name: server as ServerName },
      claimedUserId,
    })
  const request = (userId: UserId) =>
    issueLivekitToken(context, fake, { userId, roomId: room, identity: plainIdentity(userId, 'PHONE') })
  return { context, fake, joined, asked, made, removed, owners, proofOf, request }
}

const claims = async (token: Awaited<ReturnType<typeof issueLivekitToken>>) => {
  if (!token.ok) throw new Error(token.error.code)
  return new TokenVerifier(livekit.apiKey, livekit.apiSecret).verify(token.value.jwt)
}

describe('a token for a call', () => {
  let clinic: ReturnType<typeof nordWithSued>
  beforeEach(() => {
    clinic = nordWithSued()
  })

  it('lets a member of the own clinic publish, in the one LiveKit room of the Matrix room, for five minutes', async () => {
    const token = await claims(await clinic.request(ida))
    expect(clinic.made).toEqual([hashText(JSON.stringify([room, 'm.call#ROOM']))])
    expect(token.sub).toBe('@ida:nord.example:PHONE')
    expect(token.video).toEqual({
      roomJoin: true,
      room: clinic.made[0],
      canPublish: true,
      canPublishData: true,
      canSubscribe: true,
      canUpdateOwnMetadata: false,
    })
    expect(token.metadata).toBe(writeSeat(ida, room))
    expect((token.exp ?? 0) - (token.nbf ?? 0)).toBeLessThanOrEqual(300)
  })

  it('lets a partner’s member subscribe only, and makes no room for them', async () => {
    const token = await claims(await clinic.request(jonas))
    expect(token.video).toMatchObject({ roomJoin: true, canPublish: false, canPublishData: false, canSubscribe: true })
    expect(clinic.made).toEqual([])
  })

  it('is refused to one who is not joined in the room', async () => {
    clinic.joined.delete(ida)
    expect(await clinic.request(ida)).toEqual({ ok: false, error: { code: 'not-a-member' } })
    expect(clinic.made).toEqual([])
  })

  it('is refused with a reason while LiveKit is down', async () => {
    clinic.fake.createRoom = () => Promise.reject(new Error('ECONNREFUSED'))
    expect(await clinic.request(ida)).toEqual({
      ok: false,
      error: { code: 'livekit-unreachable' },
    })
  })
})

describe('an OpenID token', () => {
  let clinic: ReturnType<typeof nordWithSued>
  beforeEach(() => {
    clinic = nordWithSued()
  })
  const nobody = { ok: false, error: { code: 'not-signed-in' } }

  it('is checked at the homeserver that it names', async () => {
    expect(await clinic.proofOf('jonas-token', 'sued.example')).toEqual({ ok: true, value: jonas })
    expect(clinic.asked).toEqual(['sued.example'])
  })

  it('of a suspended partner or a stranger is refused without asking their homeserver', async () => {
    withPartner(clinic.context, 'sued.example', 'suspended')
    expect(await clinic.proofOf('jonas-token', 'sued.example')).toEqual({
      ok: false,
      error: { code: 'partner-suspended' },
    })
    expect(await clinic.proofOf('x', 'evil.example')).toEqual({ ok: false, error: { code: 'partner-unknown' } })
    expect(clinic.asked).toEqual([])
  })

  it('is refused when the homeserver does not know it', async () => {
    expect(await clinic.proofOf('stolen', 'nord.example')).toEqual(nobody)
  })

  it('is refused when a partner’s homeserver vouches for somebody of another server', async () => {
    clinic.owners['forged'] = ida
    expect(await clinic.proofOf('forged', 'sued.example')).toEqual(nobody)
  })

  it('is refused when it is shown in another person’s name', async () => {
    expect(await clinic.proofOf('ida-token', 'nord.example', jonas)).toEqual(nobody)
  })
})

describe('who is in a call', () => {
  const seatOf = (userId: UserId, identity: string) => ({ room: 'r', identity, seat: { userId, roomId: room } })

  it('is put out after leaving the room, and when none of our tokens speaks of them', async () => {
    const { context, fake, joined, removed } = nordWithSued()
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
    const { context, fake, removed } = nordWithSued()
    context.homeserver.isJoined = () => Promise.reject(new Error('down'))
    await sweepCalls(context, { ...fake, occupants: async () => [seatOf(ida, 'ida')] })
    expect(removed).toEqual([])
  })

  it('is put out when the partner is suspended', async () => {
    const { context, fake, removed } = nordWithSued()
    const occupants = async () => [seatOf(ida, 'ida'), seatOf(jonas, 'jonas')]
    await putOutServer(context, { ...fake, occupants }, 'sued.example' as ServerName)
    expect(removed).toEqual(['jonas'])
    withPartner(context, 'sued.example', 'suspended')
    expect(await sweepCalls(context, { ...fake, occupants })).toBe(1)
  })
})
