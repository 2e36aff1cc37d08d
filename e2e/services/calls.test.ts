import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { changeOrder, type OrderChange, openOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { claimsOf, getToken, hashOf, type Seat, sfuGet, takeSeat } from './call-api.ts'
import { askMatrix, createRoom, leave, pathOf, roomOf, writeState } from './matrix-api.ts'
import { confirmed, type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let anna: Somebody
let ben: Somebody
let bert: Somebody
let room: RoomId

beforeAll(async () => {
  clinics = await findClinics()
  const { nord, sued } = clinics
  ;[anna, ben, bert] = await Promise.all([somebodyAt(nord), somebodyAt(nord), somebodyAt(sued)])
  room = await roomOf(anna, ben, bert)
})

const notAMember = { status: 403, body: { errcode: 'M_FORBIDDEN', code: 'not-a-member' } }

describe('a token for a call at Nord', () => {
  it('names room and person as every MatrixRTC client does (MSC4195)', () => {
    expect(hashOf('!roomid:example.com', 'slot1234')).toBe('O8437W3+jmzMVjoIP3tNwbm+XxHQk2iKpOA7aqw3qSc')
    expect(hashOf('@alice:example.com', 'DEVICE123', 'memberABC')).toBe('J+T45tGruxc+HrUOqJJlyQSV33m728Cme4+vt8/SWrU')
  })

  it('lets a member of Nord speak and be seen, in that room alone, for five minutes at most', async () => {
    const before = Date.now() / 1_000
    const claims = claimsOf(clinics.nord, await sfuGet(clinics.nord, anna, room))
    expect(claims.sub).toBe(`${anna.userId}:${anna.deviceId}`)
    expect(claims.video).toMatchObject({ roomJoin: true, room: hashOf(room, 'm.call#ROOM'), canSubscribe: true })
    expect(claims.video).toMatchObject({ canPublish: true })
    for (const power of ['roomCreate', 'roomAdmin', 'roomList', 'roomRecord', 'ingressAdmin', 'hidden', 'recorder'])
      expect(claims.video[power] ?? false).toBe(false)
    expect(claims.exp).toBeGreaterThan(before)
    expect(claims.exp - before).toBeLessThanOrEqual(301)
  })

  it('gives a member by sticky event a name that tells nobody who they are', async () => {
    const claims = claimsOf(clinics.nord, await getToken(clinics.nord, anna, room, { memberId: 'one' }))
    expect(claims.sub).toBe(hashOf(anna.userId, anna.deviceId, 'one'))
    expect(claims.video['room']).toBe(hashOf(room, 'm.call#ROOM'))
  })

  it('lets a member of Süd listen and look', async () => {
    const { video } = claimsOf(clinics.nord, await sfuGet(clinics.nord, bert, room))
    expect(video).toMatchObject({ roomJoin: true, canPublish: false, canSubscribe: true })
  })

  it('is not given to a colleague who is not in the room', async () => {
    const stranger = await somebodyAt(clinics.nord)
    await expect(sfuGet(clinics.nord, stranger, room)).rejects.toMatchObject(notAMember)
    await expect(getToken(clinics.nord, stranger, room, { memberId: 'one' })).rejects.toMatchObject(notAMember)
  })

  it('is not given to one who was invited and has not come', async () => {
    const roomId = await createRoom(anna, [ben, bert])
    for (const invited of [ben, bert])
      await expect(sfuGet(clinics.nord, invited, roomId)).rejects.toMatchObject(notAMember)
  })

  it('is not given to one who has left, whichever clinic they are of', async () => {
    const roomId = await roomOf(anna, ben, bert)
    for (const gone of [ben, bert]) await leave(gone, roomId)
    await expect(sfuGet(clinics.nord, ben, roomId)).rejects.toMatchObject(notAMember)
    await until('Nord knowing that Bert has left', () =>
      sfuGet(clinics.nord, bert, roomId).then(
        () => false,
        ({ body }) => body.code === 'not-a-member',
      ),
    )
  })

  it('is not given for an OpenID token of a stranger, nor in the name of somebody else', async () => {
    const request = { room, device_id: 'PHONE' }
    for (const [matrix_server_name, status, code] of [
      ['nord.localhost', 401, 'not-signed-in'],
      ['stranger.example', 403, 'partner-unknown'],
    ] as const)
      await expect(
        askJson(clinics.nord.reachableUrl, 'POST', '/api/calls/sfu/get', {
          body: { ...request, openid_token: { access_token: 'nonsense', matrix_server_name } },
        }),
      ).rejects.toMatchObject({ status, body: { code } })
    await expect(
      getToken(clinics.nord, anna, room, { memberId: 'one', claimedUserId: ben.userId }),
    ).rejects.toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })
})

describe('the call server of Nord', () => {
  it('has no room that nobody of Nord has opened', async () => {
    const roomId = await roomOf(anna, bert)
    await expect(takeSeat(await sfuGet(clinics.nord, bert, roomId))).rejects.toThrow('LiveKit refused')
    const opened = await takeSeat(await sfuGet(clinics.nord, anna, roomId))
    const joined = await takeSeat(await sfuGet(clinics.nord, bert, roomId))
    expect([opened.isIn(), joined.isIn()]).toEqual([true, true])
    for (const seat of [opened, joined]) seat.leave()
  })

  it('does not open to a token that somebody else has signed', async () => {
    const token = await sfuGet(clinics.nord, anna, room)
    const [header, payload] = token.jwt.split('.')
    const signature = createHmac('sha256', 'x'.repeat(43)).update(`${header}.${payload}`).digest('base64url')
    await expect(takeSeat({ ...token, jwt: `${header}.${payload}.${signature}` })).rejects.toThrow('LiveKit refused')
  })

  it('puts out at once who leaves the room, of Nord or of Süd, and nobody else', async () => {
    const roomId = await roomOf(anna, ben, bert)
    const seats: Seat[] = []
    for (const person of [anna, ben, bert]) seats.push(await takeSeat(await sfuGet(clinics.nord, person, roomId)))
    const areIn = () => seats.map((seat) => seat.isIn())
    try {
      await leave(ben, roomId)
      await until('Ben being put out of the call', async () => areIn()[1] === false, 5_000)
      await leave(bert, roomId)
      await until('Bert being put out of the call', async () => areIn()[2] === false, 10_000)
      await sleep(500)
      expect(areIn()).toEqual([true, false, false])
    } finally {
      for (const seat of seats) seat.leave()
    }
  })

  it('puts out at once, at both clinics, whose account an admin closes', async () => {
    const carla = await somebodyAt(clinics.nord)
    const roomId = await roomOf(anna, bert, carla)
    const { nord, sued } = clinics
    const others = [await takeSeat(await sfuGet(nord, anna, roomId)), await takeSeat(await sfuGet(sued, bert, roomId))]
    const seats = [await takeSeat(await sfuGet(nord, carla, roomId)), await takeSeat(await sfuGet(sued, carla, roomId))]
    const admin = await confirmed(await somebodyAt(nord, { role: 'admin' }))
    await askService(nord, admin, 'POST', '/api/admin/people/closing', { userId: carla.userId })
    await until('both calls being over for her', async () => seats.every((seat) => !seat.isIn()))
    expect(others.map((seat) => seat.isIn())).toEqual([true, true])
    for (const seat of others) seat.leave()
    await expect(sfuGet(nord, carla, roomId)).rejects.toMatchObject({ status: 401 })
  })
})

describe('order in a call, against a client that does not care', () => {
  /** Anna made the room and is in its call; the others have joined the room. */
  const callOf = async (...others: Somebody[]) => {
    const roomId = await roomOf(anna, ...others)
    const content = { application: 'm.call', call_id: '', device_id: anna.deviceId, expires: 3_600_000 }
    await writeState(anna, roomId, eventTypes.callMember, content, `_${anna.userId}_${anna.deviceId}_m.call`)
    return roomId
  }
  const write = (by: Somebody, roomId: RoomId, ...changes: OrderChange[]) => {
    const order = changes.reduce((before, change) => changeOrder(before, change, Date.now()), openOrder)
    return writeState(by, roomId, eventTypes.callOrder, order)
  }
  const codeAt = (at: TestClinic, by: Somebody, roomId: RoomId) =>
    sfuGet(at, by, roomId).then(
      () => 'token',
      ({ body }) => body.code,
    )

  it('nobody comes in once it is locked, at either clinic; who was there stays; only a host can lock', async () => {
    const { nord, sued } = clinics
    const roomId = await callOf(ben, bert)
    await expect(write(ben, roomId, { kind: 'unlock' })).rejects.toMatchObject({ status: 403 })
    await write(anna, roomId, { kind: 'lock', present: [anna.userId, ben.userId] })
    expect(await codeAt(nord, ben, roomId)).toBe('token')
    expect(await codeAt(nord, bert, roomId)).toBe('call-locked')
    await until('Süd knowing of the lock', async () => (await codeAt(sued, bert, roomId)) === 'call-locked')
    await write(anna, roomId, { kind: 'unlock' })
    expect(await codeAt(nord, bert, roomId)).toBe('token')
  })

  it('who waits gets no token before being let in', async () => {
    const roomId = await callOf(ben)
    await write(anna, roomId, { kind: 'let-wait', present: [anna.userId] })
    expect(await codeAt(clinics.nord, ben, roomId)).toBe('call-waiting')
    await write(anna, roomId, { kind: 'let-wait', present: [] }, { kind: 'admit', person: ben.userId })
    expect(await codeAt(clinics.nord, ben, roomId)).toBe('token')
  })

  it('who is removed is put out at once and does not come back, and nobody else goes; an end is for all', async () => {
    const roomId = await callOf(ben, bert)
    const seats: Seat[] = []
    for (const person of [anna, ben, bert]) seats.push(await takeSeat(await sfuGet(clinics.nord, person, roomId)))
    const kept = await sfuGet(clinics.nord, ben, roomId)
    try {
      await write(anna, roomId, { kind: 'remove', person: ben.userId })
      await until('Ben being put out', async () => seats[1]?.isIn() === false, 5_000)
      expect(await codeAt(clinics.nord, ben, roomId)).toBe('call-removed')
      // A token of before is still signed and valid: whoever comes with it is found by the next sweep, without media.
      const back = await takeSeat(kept)
      await until('Ben being put out again', async () => !back.isIn(), 20_000)
      expect([seats[0]?.isIn(), seats[2]?.isIn()]).toEqual([true, true])
      await write(anna, roomId, { kind: 'end' })
      await until('everybody being put out', async () => seats.every((seat) => !seat.isIn()), 5_000)
    } finally {
      for (const seat of seats) seat.leave()
    }
  })
})

describe('a leave event that a client has laid down and given to the service', () => {
  const delayMs = 12_000
  const memberType = 'org.matrix.msc3401.call.member'

  it('is kept back while they are in the call, also when they go and are back at once, and sent once they have gone', async () => {
    const { nord } = clinics
    const roomId = await roomOf(anna, ben)
    const path = pathOf('rooms', roomId, 'state', memberType, `_${anna.userId}_${anna.deviceId}_m.call`)
    const delayed = `${path}?org.matrix.msc4140.delay=${delayMs}`
    const { delay_id } = await askMatrix<{ delay_id: string }>(anna, 'PUT', delayed, {})
    await askMatrix(anna, 'PUT', path, { application: 'm.call', device_id: anna.deviceId })
    const laidDownAt = Date.now()
    const token = await sfuGet(nord, anna, roomId)
    const before = await takeSeat(token)
    await askService(nord, anna, 'POST', '/api/calls/leave', {
      room: roomId,
      device_id: anna.deviceId,
      delay_id,
      delay_timeout: delayMs,
    })
    // As a page that is loaded anew, whose place is still taken by what it was before.
    const seat = await takeSeat(token)
    await until('the seat of before being given up', async () => !before.isIn(), 5_000)
    const isMember = async () => 'device_id' in (await askMatrix<object>(ben, 'GET', path))
    try {
      await sleep(laidDownAt + delayMs + 4_000 - Date.now())
      expect([seat.isIn(), await isMember()]).toEqual([true, true])
    } finally {
      seat.leave()
    }
    await until('Anna having left the call', async () => !(await isMember()), 15_000)
  })
})

describe('where calls are made', () => {
  it('stands in the well-known file and at the homeserver, as Element Call looks for it', async () => {
    const { nord } = clinics
    const expected = { type: 'livekit', livekit_service_url: `${nord.url}/api/calls` }
    const wellKnown = await askJson(nord.reachableUrl, 'GET', '/.well-known/matrix/client')
    expect(wellKnown).toMatchObject({
      'm.homeserver': { base_url: nord.url },
      'org.matrix.msc4143.rtc_foci': [expected],
    })
    const path = '/_matrix/client/unstable/org.matrix.msc4143/rtc/transports'
    expect(await askMatrix(anna, 'GET', path)).toEqual({ rtc_transports: [expected] })
  })

  it('is the address that the tokens are for', async () => {
    const { livekit } = JSON.parse(readFileSync(joinPath(clinics.nord.folder, 'service.json'), 'utf8'))
    expect((await sfuGet(clinics.nord, anna, room)).url).toBe(livekit.url)
  })
})
