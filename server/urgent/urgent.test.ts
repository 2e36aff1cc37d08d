import { describe, expect, it, vi } from 'vitest'
import type { OnCallOutput, PractitionerRole } from '#shared/directory/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, refused } from '#shared/result.ts'
import { confirmedBy } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import type { AlertInput } from '#shared/urgent/api.ts'
import { asker, cardiology, clinicInMemory, first, lead, nord, second, sued } from '../consults/consults-for-tests.ts'
import type { WhoIsOnCall } from '../consults/who-is-on-call.ts'
import { withPartner } from '../context-for-tests.ts'
import { openDatabase } from '../db/open-database.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { cancelAlert } from './cancel-alert.ts'
import { followAlert } from './follow-alert.ts'
import { handAlert } from './hand-alert.ts'
import { keepAlerts, rebuildAlerts, startAlerts } from './keep-alerts.ts'
import { startAlert } from './start-alert.ts'

const within = 60_000
const colleague = `@carl:${nord}` as UserId
const service = { kind: 'service', id: 'kardiologie', serverName: sued } as const
/** Süd's first one is the very person to whom it is written. */
const onDuty: OnCallOutput = { ...cardiology }
const whoIsOnCall: WhoIsOnCall = async ({ id }) => (id === 'kardiologie' ? ok(onDuty) : refused({ code: 'not-found' }))

const entry = (userId: UserId, news: Partial<PractitionerRole> = {}): PractitionerRole => ({
  userId,
  name: 'Dr. Test',
  title: '',
  specialty: 'cardiology',
  serviceId: null,
  onCall: false,
  notAvailable: null,
  takesConsults: true,
  takesMessages: true,
  ...news,
})
const cover = `@cora:${nord}` as UserId
/** What the directory says: a colleague on duty, and who is there instead of the one to whom it is written. */
const entries = [
  entry(colleague, { onCall: true }),
  entry(first.userId, {
    notAvailable: { description: 'absent', during: { end: 2_000_000 }, cover, isForwarding: false },
  }),
]

/** A conversation of the asker with Süd's specialist, in memory. */
const ward = async () => {
  const clinic = clinicInMemory()
  withPartner(clinic.context, sued)
  const conversation = await clinic.homeserver.createRoom({ creation_content: {}, initial_state: [], invite: [] })
  clinic.put(conversation, eventTypes.member, asker.userId, { membership: 'join' })
  clinic.put(conversation, eventTypes.member, first.userId, { membership: 'invite' })
  const input: AlertInput = {
    alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    conversation,
    priority: 'stat',
    answerWithin: within,
    to: [first.userId],
    chain: [service],
  }
  const start = (rest: Partial<AlertInput> = {}, by = asker) =>
    startAlert(clinic.context, { whoIsOnCall, entriesOf: async () => entries }, clinic.lock, by, {
      ...input,
      ...rest,
    })
  const hear = (event: Parameters<ReturnType<typeof followAlert>>[1]) => followAlert(clinic.lock)(clinic.context, event)
  const alertIn = (roomId: RoomId) =>
    clinic.rooms.get(roomId)?.find(({ type }) => type === eventTypes.urgentAlert)?.content as Alert
  return { ...clinic, start, hear, alertIn, conversation }
}
type Ward = Awaited<ReturnType<typeof ward>>

/** The alert with the sender's message in its room. */
const alerted = async (at: Ward, rest: Partial<AlertInput> = {}) => {
  const made = await at.start(rest)
  if (!made.ok) throw new Error(made.error.code)
  const { roomId } = made.value
  await at.hear(at.say(roomId, asker.userId, at.clock.now))
  return { roomId }
}
const confirm = (at: Ward, { roomId }: { roomId: RoomId }, who: UserId) =>
  at.say(roomId, who, at.clock.now, confirmedBy(roomId))

describe('an urgent message', () => {
  it('makes a room that says nothing, with everybody invited who may be called, and calls nobody yet', async () => {
    const at = await ward()
    const made = await at.start()
    expect(made).toMatchObject({ value: { alert: { status: 'draft', escalateAt: null }, leftOut: [] } })
    if (!made.ok) return
    const state = at.rooms.get(made.value.roomId) ?? []
    const invited = state.filter(({ content }) => content['membership'] === 'invite').map(({ state_key }) => state_key)
    expect(invited).toEqual([asker, first, second, lead].map(({ userId }) => userId))
    expect(made.value.alert.steps.map(({ called }) => ('tier' in called ? called.tier : called.kind))).toEqual([
      'conversation',
      'second',
      'lead',
    ])
    expect(at.woken).toEqual([])
    await keepAlerts(at.context, at.lock)
    expect(at.alertIn(made.value.roomId).status).toBe('draft')
  })

  it('asked twice, even at once, is one', async () => {
    const at = await ward()
    const [one, other] = await Promise.all([at.start(), at.start()])
    expect(one).toEqual(other)
    expect(at.rooms.size).toBe(2)
  })

  it('reaches nobody to whom its sender could not write, and is of our own people only', async () => {
    const at = await ward()
    expect(await at.start({ to: [colleague] })).toMatchObject({ error: { code: 'not-allowed' } })
    expect(await at.start({}, first)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(at.rooms.size).toBe(1)
  })

  it('goes without the link of a chain for which there is nobody, and says so', async () => {
    const at = await ward()
    const stranger = { kind: 'person', userId: '@eve:stranger.example' as UserId } as const
    const absent = { ...service, id: 'augen' }
    const there = [cover, colleague].map((userId) => ({ kind: 'person' as const, userId }))
    const made = await at.start({ chain: [stranger, absent, ...there] })
    expect(made).toMatchObject({ value: { leftOut: [stranger, absent] } })
    expect(made.ok && made.value.alert.steps.map(({ people }) => people)).toEqual([
      [first.userId],
      [cover],
      [colleague],
    ])
  })

  it('calls when the message is there, repeats, goes on to the next, and wakes each of them', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    expect(at.alertIn(roomId)).toMatchObject({ status: 'requested', step: 0 })
    const seen: [string | undefined, number][] = []
    for (let round = 0; round < 6; round++) {
      at.clock.now += within / 2
      await keepAlerts(at.context, at.lock)
      seen.push([at.alertIn(roomId).changes.at(-1)?.change, at.alertIn(roomId).step])
    }
    expect(seen).toEqual([
      ['repeated', 0],
      ['escalated', 1],
      ['repeated', 1],
      ['escalated', 2],
      ['repeated', 2],
      ['failed', 2],
    ])
    expect(at.woken).toEqual([
      [first.userId],
      [first.userId],
      [second.userId],
      [first.userId, second.userId],
      [lead.userId],
      [first.userId, second.userId, lead.userId],
    ])
    expect(JSON.stringify(at.log.lines)).not.toContain('@')
  })

  it('calls of a department whoever has the duty when its turn comes, and those of the sending when it does not answer', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    const next = `@sofie:${sued}` as UserId
    const { callPartner } = at.context.federation
    const onCall = [{ userId: next, tier: 'second' }]
    at.context.federation.callPartner = async (server, method, path, body) =>
      path.startsWith('/api/directory/on-call')
        ? ({ ...cardiology, onCall } as never)
        : callPartner(server, method, path, body)
    at.clock.now += within
    await keepAlerts(at.context, at.lock)
    expect(at.alertIn(roomId)).toMatchObject({ step: 1, steps: [{}, { people: [next] }, { people: [lead.userId] }] })
    expect(at.woken.at(-1)).toEqual([next])
    expect(at.rooms.get(roomId)?.find(({ state_key }) => state_key === next)?.content).toEqual({ membership: 'invite' })
    at.context.federation.callPartner = callPartner
    at.clock.now += within
    await keepAlerts(at.context, at.lock)
    expect(at.alertIn(roomId)).toMatchObject({ step: 2, steps: [{}, {}, { people: [lead.userId] }] })
  })

  it('is confirmed by the first of two, and both are told who', async () => {
    const at = await ward()
    const alert = await alerted(at)
    at.clock.now += within
    await keepAlerts(at.context, at.lock)
    const events = [second, first].map(({ userId }) => confirm(at, alert, userId))
    await Promise.all(events.map(at.hear))
    expect(at.alertIn(alert.roomId)).toMatchObject({ status: 'accepted', owner: second.userId, escalateAt: null })
    await at.hear(events[1] as (typeof events)[number])
    expect(at.alertIn(alert.roomId).owner).toBe(second.userId)
  })

  it('is not confirmed by words, by one who is not called yet, or by a stranger', async () => {
    const at = await ward()
    const alert = await alerted(at)
    await at.hear(at.say(alert.roomId, first.userId, at.clock.now))
    await at.hear(confirm(at, alert, lead.userId))
    await at.hear(confirm(at, alert, colleague))
    expect(at.alertIn(alert.roomId)).toMatchObject({ status: 'requested', version: 2 })
  })

  it('counts a confirmation that came while the service was away before it counts the time', async () => {
    const at = await ward()
    const alert = await alerted(at)
    confirm(at, alert, first.userId)
    at.clock.now += 5 * within
    await keepAlerts(at.context, at.lock)
    expect(at.alertIn(alert.roomId)).toMatchObject({ status: 'accepted', owner: first.userId, step: 0 })
  })

  it('goes on after a restart with an empty index', async () => {
    const at = await ward()
    const made = await at.start()
    if (!made.ok) throw new Error(made.error.code)
    at.say(made.value.roomId, asker.userId, at.clock.now)
    at.context.db = openDatabase(':memory:')
    at.clock.now += within
    using _timer = startAlerts(at.context, at.lock)
    await vi.waitFor(() => expect(at.alertIn(made.value.roomId)).toMatchObject({ status: 'requested', step: 1 }), 5_000)
  })

  it('does not pass while Synapse is away, and does when it is back', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    at.clock.now += within
    const { newestEvents } = at.homeserver
    at.homeserver.newestEvents = () => Promise.reject(new HomeserverUnreachable('away'))
    expect(await keepAlerts(at.context, at.lock)).toBe(false)
    expect(at.alertIn(roomId).step).toBe(0)
    at.homeserver.newestEvents = newestEvents
    expect(await keepAlerts(at.context, at.lock)).toBe(true)
    expect(at.alertIn(roomId).step).toBe(1)
  })

  it('waits a moment for whom it cannot reach, then calls the others, and invites the missing ones later', async () => {
    const at = await ward()
    at.unreachable.add(lead.userId)
    expect(await at.start()).toMatchObject({ error: { code: 'partner-unreachable' } })
    at.clock.now += 15_000
    const { roomId } = await alerted(at)
    expect(at.alertIn(roomId)).toMatchObject({ status: 'requested', step: 0 })
    expect(at.rooms.size).toBe(2)
    expect(await keepAlerts(at.context, at.lock)).toBe(false)
    at.unreachable.clear()
    expect(await keepAlerts(at.context, at.lock)).toBe(true)
    const member = at.rooms.get(roomId)?.find(({ state_key }) => state_key === lead.userId)
    expect(member?.content).toEqual({ membership: 'invite' })
  })

  it('is withdrawn by its sender, once or twice, and by nobody else', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    expect(await cancelAlert(at.context, at.lock, first, roomId)).toMatchObject({ error: { code: 'not-allowed' } })
    for (const _ of [1, 2])
      expect(await cancelAlert(at.context, at.lock, asker, roomId)).toMatchObject({
        value: { alert: { status: 'cancelled' } },
      })
    expect(at.alertIn(roomId).changes).toHaveLength(2)
    expect(await cancelAlert(at.context, at.lock, asker, at.conversation)).toMatchObject({
      error: { code: 'not-found' },
    })
  })

  it('is handed to a colleague, who is invited and woken, once or twice, and by nobody who is not called', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    const next = `@sofie:${sued}` as UserId
    at.woken.length = 0
    at.unreachable.add(next)
    for (const _ of [1, 2])
      expect(await handAlert(at.context, at.lock, first, roomId, next)).toMatchObject({
        value: { alert: { status: 'requested', steps: [{ people: [next] }, {}, {}] } },
      })
    expect(at.woken).toEqual([[next]])
    // Whom it could not reach is invited later.
    at.unreachable.clear()
    expect(await keepAlerts(at.context, at.lock)).toBe(true)
    const member = at.rooms.get(roomId)?.find(({ state_key }) => state_key === next)
    expect(member?.content).toEqual({ membership: 'invite' })
    expect(await handAlert(at.context, at.lock, lead, roomId, next)).toMatchObject({ error: { code: 'not-allowed' } })
    await at.hear(confirm(at, { roomId }, next))
    expect(at.alertIn(roomId)).toMatchObject({ status: 'accepted', owner: next })
  })

  it('is withdrawn when its sender deletes it, also while the service was away; what is confirmed stays so', async () => {
    const at = await ward()
    const deleted = await alerted(at)
    const { message } = at.alertIn(deleted.roomId)
    if (!message) throw new Error('the message is not there')
    await at.hear(at.redact(deleted.roomId, first.userId, at.clock.now, message))
    expect(at.alertIn(deleted.roomId).status).toBe('requested')
    at.redact(deleted.roomId, asker.userId, at.clock.now, message)
    at.clock.now += within
    await keepAlerts(at.context, at.lock)
    expect(at.alertIn(deleted.roomId)).toMatchObject({ status: 'cancelled', step: 0 })

    const other = await alerted(at, { alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b12' })
    await at.hear(confirm(at, other, first.userId))
    const confirmed = at.alertIn(other.roomId)
    await at.hear(at.redact(other.roomId, asker.userId, at.clock.now, confirmed.message ?? message))
    expect(at.alertIn(other.roomId)).toEqual(confirmed)
  })

  it('believes no room that our service has not made', async () => {
    const at = await ward()
    const { roomId } = await alerted(at)
    const state = at.rooms.get(roomId) ?? []
    at.rooms.set(
      roomId,
      state.map((event) => ({ ...event, sender: first.userId })),
    )
    at.context.db = openDatabase(':memory:')
    await rebuildAlerts(at.context, at.lock)
    expect(await cancelAlert(at.context, at.lock, asker, roomId)).toMatchObject({ error: { code: 'not-found' } })
  })
})
