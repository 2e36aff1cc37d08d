import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashOfSecret } from '#shared/auth/secret-link.ts'
import { guestStateKey } from '#shared/calls/guests.ts'
import type { OrderChange } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { sfuGet } from './call-api.ts'
import {
  askMatrix,
  createRoom,
  invite,
  join,
  messagesOf,
  pathOf,
  roomOf,
  say,
  stateOf,
  writeState,
} from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let anna: Somebody
let bert: Somebody
let stranger: Somebody
/** Nothing is asserted about its call before a test has made it. */
let room: RoomId

beforeAll(async () => {
  clinics = await findClinics()
  ;[anna, bert, stranger] = await Promise.all([
    somebodyAt(clinics.nord),
    somebodyAt(clinics.sued),
    somebodyAt(clinics.nord),
  ])
  room = await roomOf(anna, bert)
  await say(anna, room, 'Nicht für Gäste.')
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64').replace(/=+$/, '')
/** To the service it is a name and nothing more: what it names, it could not read. */
const keyEvent = `$${'k'.repeat(43)}`
const newSecret = () => randomBytes(32).toString('base64url')

type Made = { room: RoomId; link: { id: string; status: string } }

const makeLink = async (by: Somebody, of: RoomId, validMs = 3_600_000) => {
  const secret = newSecret()
  const secretHash = hashOfSecret(sha256, 'guest', secret)
  const made = await askJson<Made>(by.clinic.reachableUrl, 'POST', '/api/guests/links', {
    body: { room: of, secretHash, key_event: keyEvent, validMs },
    token: by.serviceToken,
  })
  return { ...made, secret }
}
const enter = (body: { id: string; secret: string }) =>
  askJson<{ userId: UserId; deviceId: string; accessToken: string; room: RoomId }>(
    clinics.nord.reachableUrl,
    'POST',
    '/api/guests/enter',
    { body },
  )

type Guest = Somebody & { room: RoomId; linkId: string }

/** With an account, before the door. */
const newGuest = async (of: RoomId): Promise<Guest> => {
  const { link, secret } = await makeLink(anna, of)
  const { userId, deviceId, accessToken, room: callRoom } = await enter({ id: link.id, secret })
  const guest = { userId, password: null, deviceId, accessToken, serviceToken: '', clinic: clinics.nord }
  return { ...guest, serviceToken: await sessionAt(clinics.nord, guest), room: callRoom, linkId: link.id }
}

const newKey = () => randomBytes(32).toString('base64').replace('=', '')
const keysOf = ({ deviceId }: Guest) => ({
  device_id: deviceId,
  signing_key: newKey(),
  identity_key: newKey(),
  proof: newKey(),
})

type Knocked = { room: RoomId; isHostThere: boolean; inviter: { userId: UserId; devices: string[] } }

const knock = (guest: Somebody, keys: ReturnType<typeof keysOf>) =>
  askJson<Knocked>(clinics.nord.reachableUrl, 'POST', '/api/guests/knock', { body: keys, token: guest.serviceToken })

/** What the room says of a guest, to somebody who is in it. */
const saidOf = async (guest: Guest, to: Somebody) =>
  (await stateOf(to, guest.room)).find(
    ({ type, state_key }) => type === eventTypes.callGuest && state_key === guestStateKey(guest.userId),
  )?.content

const admit = async (guest: Guest, keys = keysOf(guest)): Promise<Guest> => {
  await knock(guest, keys)
  await join(anna, guest.room)
  await order(anna, guest.room, { kind: 'admit', person: guest.userId })
  await until('the guest being in the room', async () => (await roomsOf(guest)).includes(guest.room))
  return guest
}
const roomsOf = async (by: Somebody) =>
  (await askMatrix<{ joined_rooms: RoomId[] }>(by, 'GET', pathOf('joined_rooms'))).joined_rooms

const order = (by: Somebody, of: RoomId, change: OrderChange) =>
  askJson(by.clinic.reachableUrl, 'POST', `/api/calls/rooms/${encodeURIComponent(of)}/order`, {
    body: { change },
    token: by.serviceToken,
  })
const beInCall = (by: Somebody, of: RoomId) => {
  const content = { application: 'm.call', call_id: '', scope: 'm.room', device_id: by.deviceId, expires: 3_600_000 }
  return writeState(by, of, eventTypes.callMember, content, `_${by.userId}_${by.deviceId}_m.call`)
}
const over = { status: 403, body: { code: 'link-over' } }
const refusedBySynapse = { status: 403, body: { errcode: 'M_FORBIDDEN' } }
const isGone = (guest: Somebody) =>
  until('the account of the guest being gone', () =>
    askMatrix(guest, 'GET', pathOf('account', 'whoami')).then(
      () => false,
      ({ status }) => status === 401,
    ),
  )

describe('a link for a guest', () => {
  it('is made by a host, who belongs to the conversation', async () => {
    await expect(makeLink(stranger, room)).rejects.toMatchObject({ status: 403, body: { code: 'not-a-member' } })
    const group = await createRoom(anna, [stranger])
    await join(stranger, group)
    await expect(makeLink(stranger, group)).rejects.toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })

  it('lets one in, and neither a second one nor anybody with another secret', async () => {
    const { link, secret } = await makeLink(anna, room)
    await expect(enter({ id: link.id, secret: newSecret() })).rejects.toMatchObject(over)
    const both = await Promise.allSettled([enter({ id: link.id, secret }), enter({ id: link.id, secret })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(enter({ id: link.id, secret })).rejects.toMatchObject(over)
  })

  it('is taken back by a host, with the account that came of it', async () => {
    const unused = await makeLink(anna, room)
    const remove = (id: string, by = anna) =>
      askJson(by.clinic.reachableUrl, 'DELETE', `/api/guests/links/${id}`, { token: by.serviceToken })
    await expect(remove(unused.link.id, stranger)).rejects.toMatchObject({ status: 404 })
    await remove(unused.link.id)
    await expect(enter({ id: unused.link.id, secret: unused.secret })).rejects.toMatchObject(over)
    const guest = await newGuest(room)
    await remove(guest.linkId)
    await isGone(guest)
  })
})

describe('a guest whom nobody has let in', () => {
  it('is told nothing of the call, whatever their client asks', async () => {
    const guest = await newGuest(room)
    const keys = keysOf(guest)
    await join(anna, guest.room)
    await beInCall(anna, guest.room)
    const told = await knock(guest, keys)
    expect(told).toEqual({
      room: guest.room,
      isHostThere: true,
      inviter: { userId: anna.userId, devices: [anna.deviceId] },
    })

    const sync = await askMatrix<{ rooms?: unknown }>(guest, 'GET', `${pathOf('sync')}?timeout=0`)
    expect(sync.rooms ?? {}).toEqual({})
    expect(JSON.stringify(sync)).not.toContain(bert.userId)
    expect(await roomsOf(guest)).toEqual([])
    for (const ask of [
      () => stateOf(guest, guest.room),
      () => messagesOf(guest, guest.room),
      () => askMatrix(guest, 'GET', pathOf('rooms', guest.room, 'members')),
      () => askMatrix(guest, 'GET', pathOf('rooms', guest.room, 'joined_members')),
      () => join(guest, guest.room),
      () => join(guest, room),
      () => askMatrix(guest, 'POST', pathOf('knock', guest.room), {}),
      () => beInCall(guest, guest.room),
    ])
      await expect(ask()).rejects.toMatchObject(refusedBySynapse)
    await expect(sfuGet(clinics.nord, guest, guest.room)).rejects.toMatchObject({ body: { code: 'not-a-member' } })
    await expect(
      askJson(clinics.nord.reachableUrl, 'POST', '/api/calls/token', {
        body: { room: guest.room, device_id: guest.deviceId },
        token: guest.serviceToken,
      }),
    ).rejects.toMatchObject({ body: { code: 'not-a-member' } })
  })

  it('is named to the hosts while they wait, with the one device that is vouched for', async () => {
    const guest = await newGuest(room)
    const keys = keysOf(guest)
    await join(anna, guest.room)
    await knock(guest, keys)
    const said = await until('the room saying who waits', () => saidOf(guest, anna))
    expect(said).toEqual({
      ...keys,
      key_event: keyEvent,
      invited_by: anna.userId,
      waiting_since: expect.any(Number),
    })
    // Whoever gets at the account later comes with another device.
    await expect(knock(guest, { ...keys, identity_key: newKey() })).rejects.toMatchObject({ status: 403 })
    await expect(knock(guest, { ...keys, device_id: 'ANOTHER' })).rejects.toMatchObject({ status: 403 })
    await expect(knock(anna, keys)).rejects.toMatchObject({ status: 403 })
    // People may not vouch for anybody themselves.
    await expect(
      writeState(anna, guest.room, eventTypes.callGuest, { ...said }, guestStateKey(guest.userId)),
    ).rejects.toMatchObject(refusedBySynapse)
    await admit(guest, keys)
    await until('nobody waiting any more', async () => (await saidOf(guest, anna))?.['waiting_since'] === null)
    expect(await saidOf(guest, guest)).toMatchObject(keys)

    // Taken back with the next call, it opens no more, and the guest is out of the room.
    await order(anna, guest.room, { kind: 'begin' })
    await until('the guest being out of the room', async () => (await roomsOf(guest)).length === 0)
  })
})

describe('a guest whose client asks for more', () => {
  it('reads nothing of the conversation, and is in the room of the call alone', async () => {
    const guest = await admit(await newGuest(room))
    expect(await roomsOf(guest)).toEqual([guest.room])
    await expect(messagesOf(guest, room)).rejects.toMatchObject(refusedBySynapse)
    await expect(stateOf(guest, room)).rejects.toMatchObject(refusedBySynapse)
    await expect(join(guest, room)).rejects.toMatchObject({ status: 403 })
    // What was there before they came, they are not shown of the call's room either.
    await join(anna, guest.room)
    await say(anna, guest.room, 'zu früh')
    const late = await admit(await newGuest(room))
    expect(await messagesOf(late, late.room)).toEqual([])
  })

  it('makes no room, invites nobody, is invited by nobody, writes nothing and takes no name', async () => {
    const guest = await admit(await newGuest(room))
    await expect(createRoom(guest)).rejects.toMatchObject({ status: 403 })
    await expect(invite(guest, guest.room, stranger.userId)).rejects.toMatchObject({ status: 403 })
    await expect(invite(anna, room, guest.userId)).rejects.toMatchObject({ status: 403 })
    await expect(say(guest, guest.room, 'Guten Tag')).rejects.toMatchObject({ status: 403 })
    const named = { membership: 'join', displayname: 'Dr. Oberarzt' }
    // Synapse leaves the name out, as of everybody.
    await writeState(guest, guest.room, eventTypes.member, named, guest.userId)
    const found = await stateOf(guest, guest.room)
    const self = found.find(({ type, state_key }) => type === eventTypes.member && state_key === guest.userId)
    expect(self?.content).toMatchObject({ membership: 'join' })
    expect(self?.content['displayname']).not.toBe(named.displayname)
    const others = { application: 'm.call', device_id: anna.deviceId }
    const key = `_${anna.userId}_${anna.deviceId}_m.call`
    await expect(writeState(guest, guest.room, eventTypes.callMember, others, key)).rejects.toMatchObject({
      status: 403,
    })
  })

  it('gets nothing of the clinic’s service but the way into the call', async () => {
    const guest = await admit(await newGuest(room))
    const token = guest.serviceToken
    const ask = (method: 'GET' | 'POST', path: string, body?: unknown) =>
      askJson(clinics.nord.reachableUrl, method, path, { token, ...(body ? { body } : {}) })
    for (const path of [
      '/api/consults',
      '/api/directory/services',
      `/api/guests/links?room=${encodeURIComponent(guest.room)}`,
    ])
      await expect(ask('GET', path)).rejects.toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    await expect(
      ask('POST', '/api/guests/links', {
        room: guest.room,
        secretHash: sha256('x'),
        key_event: keyEvent,
        validMs: 3_600_000,
      }),
    ).rejects.toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    expect(await ask('GET', '/api/partners')).toHaveProperty('partners')
  })
})

describe('the door of a call', () => {
  it('opens to a guest when a host says so, and not before; whom a host removes is gone for good', async () => {
    const guest = await newGuest(room)
    const waits = { status: 403, body: { code: 'not-a-member' } }
    await knock(guest, keysOf(guest))
    await expect(sfuGet(clinics.nord, guest, guest.room)).rejects.toMatchObject(waits)
    await join(anna, guest.room)
    await beInCall(anna, guest.room)
    await expect(sfuGet(clinics.nord, guest, guest.room)).rejects.toMatchObject(waits)
    await expect(order(guest, guest.room, { kind: 'admit', person: guest.userId })).rejects.toMatchObject({
      status: 403,
    })
    // Whoever does not wait lets no guest in with that.
    await order(anna, guest.room, { kind: 'let-nobody-wait' })
    await expect(sfuGet(clinics.nord, guest, guest.room)).rejects.toMatchObject(waits)
    await order(anna, guest.room, { kind: 'admit', person: guest.userId })
    await until('the guest being in the room', async () => (await roomsOf(guest)).includes(guest.room))
    expect(await sfuGet(clinics.nord, guest, guest.room)).toHaveProperty('jwt')
    await order(anna, guest.room, { kind: 'remove', person: guest.userId })
    await isGone(guest)
  })

  it('closes behind everybody when a host ends the call: no account, no link and no room is left', async () => {
    const conversation = await roomOf(anna, bert)
    const guest = await newGuest(conversation)
    const unused = await makeLink(anna, conversation)
    await join(anna, guest.room)
    await order(anna, guest.room, { kind: 'end' })
    await isGone(guest)
    await expect(enter({ id: unused.link.id, secret: unused.secret })).rejects.toMatchObject(over)
    await until('the host being out of the room', () =>
      askMatrix<{ joined_rooms: RoomId[] }>(anna, 'GET', pathOf('joined_rooms')).then(
        ({ joined_rooms }) => !joined_rooms.includes(guest.room),
      ),
    )
    // The next call with guests is another one.
    expect((await makeLink(anna, conversation)).room).not.toBe(guest.room)
  })
})
