import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsultOutput } from '#shared/consults/api.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { logOf } from './audit-api.ts'
import { askConsult, consultsOf, move, newRequest, passTime } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { followSync } from './follow-sync.ts'
import { join, stateOf } from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'
import { type Place, type WatchedHomeserver, watchHomeserver } from './watched-homeserver.ts'

let clinics: TestClinics
let asker: Somebody
let cardiology: Department

beforeAll(async () => {
  clinics = await findClinics()
  asker = await somebodyAt(clinics.nord)
  cardiology = await newDepartment(clinics.sued, ['first', 'second'])
})

/** Asks as a client does: again with the same request id until there is an answer. */
const askUntilAnswered = (request: Parameters<typeof askConsult>[1]): Promise<ConsultOutput> =>
  until('an answer to the request', () => askConsult(asker, request).catch(() => null))

describe('when the service of Nord is killed', () => {
  it('while physicians ask, each of their requests still becomes exactly one consult', async () => {
    const phone = await followSync(asker)
    const requests = Array.from({ length: 6 }, () => newRequest(cardiology))
    let answers: ConsultOutput[]
    try {
      const asking = Promise.all(requests.map(askUntilAnswered))
      await sleep(150)
      await clinics.nord.part('service', 'kill')
      await clinics.nord.part('service', 'start')
      answers = await asking
    } finally {
      await clinics.nord.part('service', 'start')
    }
    const rooms = answers.map(({ roomId }) => roomId).sort()
    expect(new Set(rooms).size).toBe(requests.length)
    const mine = (await consultsOf(asker)).filter(({ task }) =>
      requests.some(({ requestId }) => requestId === task.requestId),
    )
    expect(mine.map(({ roomId }) => roomId).sort()).toEqual(rooms)
    // A room that Synapse finished too late is taken back.
    await until(
      'one invitation for each request',
      async () => (await phone.invitations()).sort().join() === rooms.join(),
    )
  })

  it('a consult keeps the time by which the next tier is alerted, and can be accepted', async () => {
    const specialist = cardiology.onCall[0] as Somebody
    const { roomId, task } = await askConsult(asker, newRequest(cardiology))
    await join(specialist, roomId)
    const token = await sessionAt(clinics.nord, specialist)
    try {
      await clinics.nord.part('service', 'kill')
      await expect(askConsult(asker, newRequest(cardiology))).rejects.toMatchObject({ status: 503 })
    } finally {
      await clinics.nord.part('service', 'start')
    }
    const kept = (await consultsOf(asker)).find((one) => one.roomId === roomId)
    expect(kept?.task).toMatchObject({ escalateAt: task.escalateAt, tier: 'first' })
    const moved = await move(clinics.nord, token, roomId, { to: 'accepted', expectedVersion: 1 })
    expect(moved.task.owner).toBe(specialist.userId)
  })

  it('and the time runs out meanwhile, the next tier is alerted when it starts', async () => {
    const { roomId, task } = await askConsult(asker, newRequest(cardiology))
    await join(asker, roomId)
    try {
      await clinics.nord.part('service', 'kill')
      await passTime(clinics.nord, roomId, (task.escalateAt ?? 0) - Date.now() + 1_000)
    } finally {
      await clinics.nord.part('service', 'start')
    }
    const alerted = await until('the second tier being alerted', async () =>
      (await consultsOf(asker)).find((one) => one.roomId === roomId && one.task.tier === 'second'),
    )
    expect(alerted.task.changes.at(-1)).toMatchObject({ change: 'escalated', by: null })
  })
})

describe('a step that is cut off by the death of the service', () => {
  let watched: WatchedHomeserver
  let admin: Somebody
  beforeAll(async () => {
    watched = await watchHomeserver(clinics.nord)
    admin = await somebodyAt(clinics.nord, { role: 'admin' })
  })
  afterAll(() => watched?.[Symbol.asyncDispose]())

  const task = /\/state\/app\.consilium\.consult\.task/
  const places: [name: string, place: Place | null, isWritten: boolean][] = [
    ['received', { when: 'before', method: 'GET', path: /is_joined/ }, false],
    ['read', { when: 'before', method: 'GET', path: /\/state$/ }, false],
    ['decided', { when: 'before', method: 'PUT', path: task }, false],
    ['written', { when: 'after', method: 'PUT', path: task }, true],
    ['recorded, and the next one not told', { when: 'before', method: 'POST', path: /\/invite$/ }, true],
    ['answered', null, true],
  ]

  it.each(places)('when it was %s, is done once or not at all, and both say the same', async (_, place, isWritten) => {
    const specialist = cardiology.onCall[0] as Somebody
    const [next, phone] = await somebodyAt(clinics.sued).then(async (one) => [one, await followSync(one)] as const)
    const { roomId } = await askConsult(asker, newRequest(cardiology))
    await join(asker, roomId)
    await join(specialist, roomId)
    const token = await sessionAt(clinics.nord, specialist)
    await move(clinics.nord, token, roomId, { to: 'accepted', expectedVersion: 1 })
    const hand = { to: 'handed', reason: 'end-of-shift', person: next.userId, expectedVersion: 2 } as const

    const isThere = place && watched.untilAt(place)
    const moving = move(clinics.nord, token, roomId, hand)
    const isAcknowledged = moving.then(
      () => true,
      () => false,
    )
    try {
      await (isThere ?? moving)
      await clinics.nord.part('service', 'kill')
    } finally {
      await clinics.nord.part('service', 'start')
    }
    expect(await isAcknowledged).toBe(place === null)

    const inRoom = async () =>
      (await stateOf(asker, roomId)).find(({ type }) => type === eventTypes.consultTask)?.content as Task | undefined
    const inList = async () => (await consultsOf(asker)).find((one) => one.roomId === roomId)?.task
    expect((await inRoom())?.owner).toBe(isWritten ? next.userId : specialist.userId)
    await until('the list saying what the room says', async () => (await inList())?.version === (isWritten ? 3 : 2))

    // As a client that got no answer: the same once more.
    const { task: done } = await move(clinics.nord, await sessionAt(clinics.nord, specialist), roomId, hand)
    expect(done).toMatchObject({ owner: next.userId, version: 3 })
    expect(await inRoom()).toEqual(done)
    await until('the list being up to date', async () => (await inList())?.version === 3)
    await phone.untilInvited(roomId)
    const steps = (await logOf(admin, { room: roomId, action: 'consult-changed', outcome: 'done' })).map(
      ({ details }) => details?.code,
    )
    expect(steps).toEqual(['accepted', 'handed'])
  })
})
