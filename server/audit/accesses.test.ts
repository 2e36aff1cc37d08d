import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { auditDetails, auditRecord } from '#shared/audit/entry.ts'
import type { TransitionInput } from '#shared/consults/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { createApp } from '../app.ts'
import { issueLivekitToken } from '../calls/livekit-token.ts'
import { clinicForTests, room, stored } from '../case-files/case-files-for-tests.ts'
import { asker, cardiology, clinicInMemory, first, requestId, second, sued } from '../consults/consults-for-tests.ts'
import { escalateConsults } from '../consults/escalate-consults.ts'
import { followConsultMembers } from '../consults/follow-members.ts'
import { findConsult } from '../consults/queries.ts'
import { readConsult, readConsults } from '../consults/read-consults.ts'
import { rebuildIndex } from '../consults/rebuild-index.ts'
import { requestConsult } from '../consults/request-consult.ts'
import { transitionConsult } from '../consults/transition-consult.ts'
import type { Context, Person } from '../context.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import type { Database } from '../db/open-database.ts'
import type { MatrixEvent } from '../matrix/take-transaction.ts'
import { listAfter } from './queries.ts'
import { verifyLog } from './verify-log.ts'

/** The log in short: what, who (or `-`), to whom, how; without what every test knows. */
const lines = (db: Database): string[] =>
  listAfter(db, null, 1_000).map((entry) => {
    const { action, outcome } = v.parse(auditRecord, JSON.parse(entry.record))
    const { who, whom, code, count } = v.parse(auditDetails, JSON.parse(entry.details ?? 'null'))
    const name = (userId: UserId | null | undefined) => userId?.slice(1, userId.indexOf(':')) ?? '-'
    const parts = [action, name(who), whom && `to ${name(whom)}`, code, count, outcome === 'refused' && 'refused']
    return parts.filter((part) => part !== undefined && part !== false).join(' ')
  })

type Clinic = ReturnType<typeof clinicInMemory>
const service = { id: 'kardiologie', serverName: sued }

const asked = async (clinic: Clinic) => {
  const input = { requestId, service, priority: 'stat' } as const
  const result = await requestConsult(clinic.context, async () => ok(cardiology), clinic.lock, asker, input)
  if (!result.ok) throw new Error(result.error.code)
  return result.value.roomId
}
const move = (clinic: Clinic, person: Person, roomId: RoomId, input: TransitionInput) =>
  transitionConsult(clinic.context, clinic.lock, person, roomId, input)

const member = (roomId: RoomId, sender: UserId, subject: UserId, membership: string): MatrixEvent => ({
  type: eventTypes.member,
  room_id: roomId,
  event_id: '$any' as MatrixEvent['event_id'],
  sender,
  origin_server_ts: 0,
  state_key: subject,
  content: { membership },
})

describe('of a consult, the log says', () => {
  it('who asked, who was called, who moved it and why, and who looked', async () => {
    const clinic = clinicInMemory()
    const roomId = await asked(clinic)
    clinic.clock.now += 6 * 60_000
    await escalateConsults(clinic.context, clinic.lock)
    await move(clinic, second, roomId, { to: 'accepted', expectedVersion: 2 })
    readConsults(clinic.context, first, { is: 'open', q: '' })
    await readConsult(clinic.context, asker, roomId)
    expect(lines(clinic.context.db)).toEqual([
      'consult-requested nina stat',
      'consult-alerted - to ernst first',
      'consult-changed - escalated',
      'consult-alerted - to zoe second',
      'consult-changed zoe accepted',
      'consult-list ernst 1',
      'consult-read nina',
    ])
    expect(await verifyLog(clinic.context.db)).toMatchObject({ isIntact: true })
  })

  it('who was invited, who came in and who left, each once', async () => {
    const clinic = clinicInMemory()
    const roomId = await asked(clinic)
    const before = lines(clinic.context.db).length
    const bot = clinic.homeserver.serviceAccount
    const events = [
      member(roomId, bot, bot, 'join'),
      member(roomId, bot, first.userId, 'invite'),
      member(roomId, first.userId, first.userId, 'join'),
      // Another picture; and all of it once more after a crash.
      member(roomId, first.userId, first.userId, 'join'),
      member(roomId, bot, first.userId, 'leave'),
      member('!other' as RoomId, bot, first.userId, 'join'),
    ]
    for (const event of events) followConsultMembers(clinic.context, event)
    const expected = ['consult-invited consilium to ernst', 'consult-joined ernst', 'consult-left consilium to ernst']
    expect(lines(clinic.context.db).slice(before)).toEqual(expected)
  })

  it('nothing twice when its index is made anew from the rooms', async () => {
    const clinic = clinicInMemory()
    const roomId = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    const before = lines(clinic.context.db)
    clinic.context.db.run(sql`delete from consults`)
    expect(await rebuildIndex(clinic.context)).toBe(1)
    expect(lines(clinic.context.db)).toEqual(before)
    await move(clinic, first, roomId, { to: 'in-progress', expectedVersion: 2 })
    expect(lines(clinic.context.db)).toEqual([...before, 'consult-changed ernst in-progress'])
  })

  it('all of a change, or the index does not know the change either', async () => {
    const clinic = clinicInMemory()
    const { db } = clinic.context
    const roomId = await asked(clinic)
    const before = lines(db)
    db.run(sql`create trigger disk_full before insert on audit_entries begin select raise(abort, 'disk full'); end`)
    await expect(move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })).rejects.toThrow()
    expect(findConsult(db, roomId)).toMatchObject({ version: 1, status: 'requested' })
    await expect(readConsult(clinic.context, first, roomId)).rejects.toThrow()
    expect(() => readConsults(clinic.context, first, { is: 'open', q: '' })).toThrow()
    expect(lines(db)).toEqual(before)

    db.run(sql`drop trigger disk_full`)
    await move(clinic, first, roomId, { to: 'in-progress', expectedVersion: 2 })
    expect(lines(db)).toEqual([...before, 'consult-changed ernst accepted', 'consult-changed ernst in-progress'])
  })

  it('who got a token for its call, and who did not; calls elsewhere are no business of it', async () => {
    const clinic = clinicInMemory()
    const roomId = await asked(clinic)
    const before = lines(clinic.context.db).length
    const livekit = { url: 'wss://livekit', apiKey: 'key', apiSecret: 's'.repeat(32) }
    const context = {
      ...clinic.context,
      config: { ...clinic.context.config, livekit },
      homeserver: { isJoined: async (_: RoomId, who: UserId) => who === asker.userId, roomState: async () => [] },
    } as unknown as Context
    const call = (room: RoomId, who: UserId) =>
      issueLivekitToken(
        context,
        { createRoom: async () => undefined as never },
        { userId: who, roomId: room, identity: who },
      )
    const otto = '@otto:nord.localhost' as UserId
    for (const who of [asker.userId, asker.userId, otto]) await call(roomId, who)
    await call('!elsewhere' as RoomId, asker.userId)
    expect(lines(clinic.context.db).slice(before)).toEqual(['call-token nina', 'call-token otto refused'])
  })
})

describe('of a file, the log says', () => {
  it('who began, stored, read and gave it up; many ranges are one access', async () => {
    const clinic = clinicForTests()
    clinic.join(room, '@otto:nord.example')
    const file = await stored(clinic)
    for (const range of ['bytes=0-9', 'bytes=10-19', 'bytes=20-']) await clinic.read(file, { range })
    await clinic.read(file, {}, '@otto:nord.example')
    await clinic.read(file, {}, '@otto:nord.example', room, 'HEAD')
    clinic.pass(11 * 60_000)
    await clinic.read(file)
    expect(lines(clinic.context.db)).toEqual([
      'file-begun anna',
      'file-stored anna',
      'file-read anna',
      'file-read otto',
      'file-read anna',
    ])
    const other = { id: crypto.randomUUID(), bytes: new Uint8Array(10) }
    await clinic.create(other)
    await clinic.giveUp(other)
    expect(lines(clinic.context.db).slice(5)).toEqual(['file-begun anna', 'file-deleted anna given-up'])
  })

  it('who wanted it and did not get it: not in the room, or in another room', async () => {
    const clinic = clinicForTests()
    const file = await stored(clinic)
    const eve = '@eve:nord.example'
    clinic.join('!eves', eve)
    expect((await clinic.read(file, {}, eve)).status).toBe(403)
    expect((await clinic.read(file, {}, eve)).status).toBe(403)
    expect((await clinic.read(file, {}, eve, '!eves')).status).toBe(404)
    expect((await clinic.complete(file, undefined, eve, '!eves')).status).toBe(404)
    expect((await clinic.read(file, { authorization: 'Bearer x' })).status).toBe(401)
    expect(lines(clinic.context.db).slice(2)).toEqual([
      'file-read eve not-a-member refused',
      'file-read eve not-found refused',
      'file-stored eve not-found refused',
    ])
  })

  it('nothing of what it is about: ids and codes only', async () => {
    const clinic = clinicForTests()
    const file = await stored(clinic)
    await clinic.read(file, {}, '@eve:nord.example')
    const names = listAfter(clinic.context.db, null, 100).flatMap((entry) =>
      Object.keys(JSON.parse(entry.details ?? '')),
    )
    expect([...new Set(names)].sort()).toEqual(['code', 'file', 'room', 'who'])
  })
})

it('what somebody of a suspended partner still wants is in the log', async () => {
  const context = contextForTests()
  withPartner(context, 'sued.example', 'suspended')
  const headers = await signedIn(context, '@ernst:sued.example')
  await createApp(context).request('/api/consults/%21room', { headers })
  expect(lines(context.db)).toEqual(['consult-read ernst partner-suspended refused'])
})

it('what the admin changes is in the log, once it is done', async () => {
  const context = contextForTests({ homeserver: { isAdmin: async () => true } })
  const headers = { ...(await signedIn(context, '@ada:nord.example')), 'content-type': 'application/json' }
  const put = async (path: string, body: object) => {
    const answer = await createApp(context).request(path, { method: 'PUT', headers, body: JSON.stringify(body) })
    return answer.status
  }
  const nina = { userId: '@nina:nord.example', name: 'Nina', title: 'Ärztin', specialty: 'cardiology', serviceId: null }
  expect(await put('/api/directory/people', nina)).toBe(200)
  expect(await put('/api/directory/people', { ...nina, serviceId: 'nowhere' })).toBe(404)
  expect(await put('/api/permissions/default', { defaultSetting: 'allow all', serverExceptions: {} })).toBe(200)
  expect(lines(context.db)).toEqual([
    'directory-changed ada to nina person-published',
    'directory-changed ada not-found refused',
    'permissions-changed ada',
  ])
})

it('what somebody may not do as an admin is in the log too', async () => {
  const context = contextForTests({ homeserver: { isAdmin: async () => false } })
  const headers = await signedIn(context, '@eve:nord.example')
  await createApp(context).request('/api/admin/people', { headers })
  await createApp(context).request('/api/consults/%21room', { headers })
  expect(lines(context.db)).toEqual(['administration-read eve not-allowed refused'])
})
