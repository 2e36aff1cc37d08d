import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConsultOutput, FiguresOutput, TransitionInput } from '#shared/consults/api.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { askConsult, consultsOf, move, newRequest } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { followSync } from './follow-sync.ts'
import { join, roomOf, say, stateOf, writeState } from './matrix-api.ts'
import { confirmed, type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let asker: Somebody
let cardiology: Department
let first: Somebody
let second: Somebody

beforeAll(async () => {
  clinics = await findClinics()
  asker = await somebodyAt(clinics.nord)
  cardiology = await newDepartment(clinics.sued, ['first', 'first', 'second'])
  ;[first, second] = cardiology.onCall as [Somebody, Somebody]
})

/** A consult that the asker and both specialists of the first tier have come to, and their sessions at its clinic. */
const openConsult = async () => {
  const consult = await askConsult(asker, newRequest(cardiology))
  const { roomId } = consult
  for (const person of [asker, first, second]) await join(person, roomId)
  const [firstToken, secondToken] = await Promise.all([first, second].map((one) => sessionAt(clinics.nord, one)))
  const as = (token: string | undefined) => (input: TransitionInput) => move(clinics.nord, token ?? '', roomId, input)
  return { consult, roomId, byFirst: as(firstToken), bySecond: as(secondToken), byAsker: as(asker.serviceToken) }
}

describe('a consult that Nord asks of Süd', () => {
  it('is a room of its own kind, made by the service in a version in which nobody can be put above it', async () => {
    const { roomId, homeServer, task } = await askConsult(asker, newRequest(cardiology))
    expect(homeServer).toBe('nord.localhost')
    expect(task).toMatchObject({ status: 'requested', version: 1, requester: asker.userId, owner: null })
    await join(asker, roomId)
    const state = await stateOf(asker, roomId)
    const create = state.find(({ type }) => type === eventTypes.create)
    expect(create).toMatchObject({
      sender: '@consilium:nord.localhost',
      content: { type: eventTypes.consultRoom, room_version: '12' },
    })
    expect(state.find(({ type }) => type === eventTypes.encryption)?.content).toEqual({
      algorithm: 'm.megolm.v1.aes-sha2',
    })
  })

  it('invites everybody on call at Süd, of all tiers, from the start', async () => {
    const phones = await Promise.all(cardiology.onCall.map(followSync))
    const { roomId } = await askConsult(asker, newRequest(cardiology))
    await Promise.all(phones.map((phone) => phone.untilInvited(roomId)))
  })

  it('goes to a second choice at another clinic when the person who was asked by name declines', async () => {
    const [declining, ward] = await Promise.all([
      newDepartment(clinics.sued, ['first', 'first']),
      newDepartment(clinics.nord, ['first']),
    ])
    const asked = declining.onCall[1]
    const instead = ward.onCall[0]
    if (!asked || !instead) throw new Error('two people are needed')
    const only = await newDepartment(clinics.sued, [])
    const request = newRequest(only, {
      service: { id: only.id, serverName: only.serverName, practitioner: asked.userId },
      alternative: { id: ward.id, serverName: ward.serverName },
    })
    // Of another department.
    await expect(askConsult(asker, request)).rejects.toMatchObject({ body: { code: 'not-found' } })
    const { roomId, task } = await askConsult(asker, {
      ...request,
      service: { id: declining.id, serverName: declining.serverName, practitioner: asked.userId },
    })
    const [called, ...others] = task.candidates
    expect(called).toMatchObject({ userId: asked.userId, tier: 'first', isAlternative: false })
    let version = task.version
    for (const person of [asked, ...declining.onCall.filter((one) => one !== asked)]) {
      await join(person, roomId)
      const token = await sessionAt(clinics.nord, person)
      const decline = { to: 'rejected', reason: 'capacity', expectedVersion: version } as const
      version = (await move(clinics.nord, token, roomId, decline)).task.version
    }
    expect(others.at(-1)).toMatchObject({ userId: instead.userId, isAlternative: true })
    await join(instead, roomId)
    const token = await sessionAt(clinics.nord, instead)
    const { task: taken } = await move(clinics.nord, token, roomId, { to: 'accepted', expectedVersion: version })
    expect(taken).toMatchObject({ owner: instead.userId, isAlternative: true, alternative: { id: ward.id } })
    // Each clinic counts what was asked of its own department.
    const figuresOf = async (clinic: TestClinic, id: string) => {
      const admin = await somebodyAt(clinic, { role: 'admin' })
      const { services } = await askService<FiguresOutput>(clinic, admin, 'GET', '/api/consults/figures?days=7')
      return services.find((one) => one.id === id)?.figures
    }
    await until('the figures of the first choice', async () => {
      const figures = await figuresOf(clinics.sued, declining.id)
      return figures?.asked === 1 && figures.accepted === 0 && figures.declined === 1
    })
    expect(await figuresOf(clinics.nord, ward.id)).toMatchObject({ asked: 1, accepted: 1, declined: 0 })
  })

  it('goes from received to completed, and both clinics see the same', async () => {
    const { roomId, byFirst } = await openConsult()
    const received = await byFirst({ to: 'received', expectedVersion: 1 })
    expect(received.task).toMatchObject({ status: 'received', version: 2 })
    const accepted = await byFirst({ to: 'accepted', expectedVersion: 2 })
    expect(accepted.task).toMatchObject({ status: 'accepted', owner: first.userId, escalateAt: null })
    await byFirst({ to: 'in-progress', expectedVersion: 3 })
    const report = await say(first, roomId, 'the signed report')
    const { task } = await byFirst({ to: 'completed', expectedVersion: 4, report })
    expect(task).toMatchObject({ status: 'completed', version: 5, output: report, businessStatus: 'outcome-final' })
    expect(task.changes.map(({ change, by }) => [change, by])).toEqual(
      ['received', 'accepted', 'in-progress', 'completed'].map((change) => [change, first.userId]),
    )
    for (const person of [asker, first]) {
      await until(`the completed consult at ${person.clinic.name}`, async () => {
        const event = (await stateOf(person, roomId)).find(({ type }) => type === eventTypes.consultTask)
        return (event?.content as ConsultOutput['task'] | undefined)?.status === 'completed'
      })
    }
  })

  it('stands in the list of both clinics, each told by its own Synapse', async () => {
    const { roomId, byFirst } = await openConsult()
    await byFirst({ to: 'accepted', expectedVersion: 1 })
    for (const person of [asker, first]) {
      const found = await until(`the accepted consult in the list of ${person.clinic.name}`, async () =>
        (await consultsOf(person)).find((one) => one.roomId === roomId && one.task.status === 'accepted'),
      )
      expect(found).toMatchObject({ homeServer: 'nord.localhost', task: { owner: first.userId } })
    }
  })

  it('is not completed without its report', async () => {
    const { byFirst } = await openConsult()
    await byFirst({ to: 'accepted', expectedVersion: 1 })
    await expect(byFirst({ to: 'completed', expectedVersion: 2 })).rejects.toMatchObject({
      status: 409,
      body: { code: 'illegal-transition', details: { needs: 'report' } },
    })
  })

  it('does not take a step that its state does not allow', async () => {
    const { byFirst, byAsker } = await openConsult()
    await byAsker({ to: 'cancelled', expectedVersion: 1, reason: 'no-longer-needed' })
    await expect(byFirst({ to: 'accepted', expectedVersion: 2 })).rejects.toMatchObject({
      status: 409,
      body: { code: 'illegal-transition', details: { from: 'cancelled', to: 'accepted' } },
    })
  })

  it('belongs to exactly one of two who accept at the same moment, and the other is told to whom', async () => {
    const { byFirst, bySecond } = await openConsult()
    const tries = await Promise.allSettled([byFirst, bySecond].map((by) => by({ to: 'accepted', expectedVersion: 1 })))
    const won = tries.findIndex(({ status }) => status === 'fulfilled')
    const lost = tries.filter(({ status }) => status === 'rejected')
    expect(lost).toHaveLength(1)
    expect((lost[0] as PromiseRejectedResult).reason).toMatchObject({
      status: 409,
      body: { code: 'race-lost', details: { owner: [first, second][won]?.userId } },
    })
  })

  it('takes one of several commands that are given at the same moment, and says the same at both clinics', async () => {
    type Command = Omit<TransitionInput, 'expectedVersion'>
    const accept: Command = { to: 'accepted' }
    const decline: Command = { to: 'rejected', reason: 'capacity' }
    const given = fc.shuffledSubarray(
      [
        ['asker', { to: 'cancelled', reason: 'other' }],
        ['first', accept],
        ['second', accept],
      ] as ['asker' | 'first' | 'second', Command][],
      { minLength: 2 },
    )
    const declining = fc.boolean()
    await fc.assert(
      fc.asyncProperty(given, declining, async (all, isDeclining) => {
        const commands = all.map(([who, command]): (typeof all)[number] => [
          who,
          who === 'first' && isDeclining ? decline : command,
        ])
        const { roomId, byFirst, bySecond, byAsker } = await openConsult()
        const by = { asker: byAsker, first: byFirst, second: bySecond }
        const outcomes = await Promise.allSettled(
          commands.map(([who, command]) => by[who]({ ...command, expectedVersion: 1 })),
        )
        const inRoom = async (person: Somebody) =>
          (await stateOf(person, roomId)).find(({ type }) => type === eventTypes.consultTask)?.content as Task
        const now = await inRoom(asker)
        expect(now.changes.filter(({ change }) => change === 'accepted' || change === 'cancelled').length).toBe(
          commands.some(([, { to }]) => to === 'accepted' || to === 'cancelled') ? 1 : 0,
        )
        for (const [at, outcome] of outcomes.entries()) {
          const [who, { to }] = commands[at] as (typeof commands)[number]
          const userId = { asker, first, second }[who].userId
          if (outcome.status === 'fulfilled')
            expect(now.changes.some(({ change, by }) => change === to && by === userId)).toBe(true)
          else {
            expect(outcome.reason).toMatchObject({ status: 409 })
            if (now.owner) expect(outcome.reason.body.details.owner).toBe(now.owner)
          }
        }
        await until('the other clinic saying the same', async () => (await inRoom(first)).version === now.version)
        expect(await inRoom(first)).toEqual(now)
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })

  it('is free again, and calls the others, when the account of who has it is closed at their clinic', async () => {
    const ward = await newDepartment(clinics.sued, ['first', 'first'])
    const [one, other] = ward.onCall as [Somebody, Somebody]
    const { roomId, task } = await askConsult(asker, newRequest(ward))
    for (const person of [asker, one, other]) await join(person, roomId)
    const accepted = { to: 'accepted', expectedVersion: task.version } as const
    const taken = await move(clinics.nord, await sessionAt(clinics.nord, one), roomId, accepted)
    expect(taken.task.owner).toBe(one.userId)
    const admin = await confirmed(await somebodyAt(clinics.sued, { role: 'admin' }))
    await askService(clinics.sued, admin, 'POST', '/api/admin/people/closing', { userId: one.userId })
    const now = async () => (await consultsOf(other)).find((consult) => consult.roomId === roomId)?.task
    await until('free again at both clinics', async () => (await now())?.status === 'requested')
    const again = await move(clinics.nord, await sessionAt(clinics.nord, other), roomId, {
      to: 'accepted',
      expectedVersion: task.version + 2,
    })
    expect(again.task).toMatchObject({ owner: other.userId, status: 'accepted' })
  })

  it('is looked after by who has duty in the department of who asked, when the account of that one is closed', async () => {
    const ward = await newDepartment(clinics.nord, ['first', 'second'])
    const [onDuty, gone] = ward.onCall as [Somebody, Somebody]
    const { roomId, task } = await askConsult(gone, newRequest(cardiology))
    for (const person of [gone, first]) await join(person, roomId)
    const admin = await confirmed(await somebodyAt(clinics.nord, { role: 'admin' }))
    const closing = { userId: gone.userId }
    expect(await askService(clinics.nord, admin, 'POST', '/api/admin/people/closing', closing)).toMatchObject({
      isDone: true,
      unattended: 0,
    })
    await join(onDuty, roomId)
    const atSued = async () => (await consultsOf(first)).find((consult) => consult.roomId === roomId)?.task
    await until('Süd reading it', async () => (await atSued())?.standIn === onDuty.userId)
    expect(await atSued()).toMatchObject({ requester: gone.userId, status: 'requested' })
    // Who saw it before loses nothing by it, and who asks now does what the other one did.
    const atNord = await sessionAt(clinics.nord, first)
    const expectedVersion = task.version
    const taken = await move(clinics.nord, atNord, roomId, { to: 'accepted', expectedVersion })
    const waits = { to: 'on-hold', reason: 'needs-history', expectedVersion: taken.task.version } as const
    const { task: held } = await move(clinics.nord, atNord, roomId, waits)
    const goesOn = { to: 'in-progress', expectedVersion: held.version } as const
    expect((await move(clinics.nord, onDuty.serviceToken, roomId, goesOn)).task.status).toBe('in-progress')
  })

  it('is not moved by one who is not called to it, whichever clinic they are of', async () => {
    const { roomId } = await openConsult()
    const strangers = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
    for (const stranger of strangers) {
      const token = await sessionAt(clinics.nord, stranger)
      await expect(move(clinics.nord, token, roomId, { to: 'accepted', expectedVersion: 1 })).rejects.toMatchObject({
        status: 403,
        body: { errcode: 'M_FORBIDDEN', code: 'not-a-member' },
      })
    }
  })

  it('is moved by one who is called, also before the home clinic has heard that they joined', async () => {
    const { roomId } = await openConsult()
    const invited = cardiology.onCall[2] as Somebody
    const token = await sessionAt(clinics.nord, invited)
    const { task } = await move(clinics.nord, token, roomId, { to: 'accepted', expectedVersion: 1 })
    expect(task).toMatchObject({ status: 'accepted', owner: invited.userId })
  })

  it('is not accepted by the one who asked', async () => {
    const { byAsker } = await openConsult()
    await expect(byAsker({ to: 'accepted', expectedVersion: 1 })).rejects.toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    })
  })

  it('is written by the service alone: members of both clinics who forge its state are refused', async () => {
    const { consult, roomId } = await openConsult()
    for (const person of [asker, first])
      await expect(
        writeState(person, roomId, eventTypes.consultTask, {
          ...consult.task,
          status: 'accepted',
          owner: first.userId,
        }),
      ).rejects.toMatchObject({ status: 403, body: { errcode: 'M_FORBIDDEN' } })
    const task = (await stateOf(asker, roomId)).find(({ type }) => type === eventTypes.consultTask)
    expect(task?.content).toMatchObject({ status: 'requested', owner: null })
  })
})

describe('a conversation', () => {
  it('is no consult: there is nothing to read or to move', async () => {
    const roomId = await roomOf(asker, first)
    const notFound = { status: 404, body: { code: 'not-found' } }
    const { nord } = clinics
    const token = asker.serviceToken
    const path = `/api/consults/${encodeURIComponent(roomId)}`
    await expect(askJson(nord.reachableUrl, 'GET', path, { token })).rejects.toMatchObject(notFound)
    await expect(move(nord, token, roomId, { to: 'accepted', expectedVersion: 1 })).rejects.toMatchObject(notFound)
  })
})

describe('asking', () => {
  it('twice with the same request, at once and later, makes one room', async () => {
    const request = newRequest(cardiology)
    const [one, other] = await Promise.all([askConsult(asker, request), askConsult(asker, request)])
    const later = await askConsult(asker, request)
    expect([other.roomId, later.roomId]).toEqual([one.roomId, one.roomId])
    const made = (await consultsOf(asker)).filter(({ task }) => task.requestId === request.requestId)
    expect(made).toHaveLength(1)
  })

  it('a department where nobody is on call says so, and makes no room', async () => {
    const empty = await newDepartment(clinics.sued, [])
    const request = newRequest(empty)
    await expect(askConsult(asker, request)).rejects.toMatchObject({ status: 409, body: { code: 'nobody-on-call' } })
    expect((await consultsOf(asker)).some(({ task }) => task.requestId === request.requestId)).toBe(false)
  })

  it('a clinic that is no partner is refused', async () => {
    const request = newRequest({ ...cardiology, serverName: 'stranger.example' as Department['serverName'] })
    await expect(askConsult(asker, request)).rejects.toMatchObject({ status: 403, body: { code: 'partner-unknown' } })
  })
})
