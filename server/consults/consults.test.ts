import { describe, expect, it } from 'vitest'
import type { ConsultOutput, TransitionInput } from '#shared/consults/api.ts'
import { acceptWithinMs, answerWithinMs, type Priority } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, refused } from '#shared/result.ts'
import type { Person } from '../context.ts'
import { withPartner } from '../context-for-tests.ts'
import { openDatabase } from '../db/open-database.ts'
import { saveService } from '../directory/queries.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { newRoomLock } from '../matrix/room-lock.ts'
import { bringIn } from './bring-in.ts'
import { asker, cardiology, clinicInMemory, first, lead, nord, requestId, second, sued } from './consults-for-tests.ts'
import { escalateConsults, startEscalations } from './escalate-consults.ts'
import { followConsultRoom } from './follow-room.ts'
import { findConsult, listConsultsOf, recordTask } from './queries.ts'
import { readConsult, readConsults } from './read-consults.ts'
import { readFigures } from './read-figures.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { requestConsult } from './request-consult.ts'
import { transitionConsult } from './transition-consult.ts'
import { type WhoIsOnCall, whoIsOnCall } from './who-is-on-call.ts'

type Clinic = ReturnType<typeof clinicInMemory>
const service = { id: 'kardiologie', serverName: sued }

const ask = (clinic: Clinic, priority: Priority = 'stat', lock = clinic.lock) =>
  requestConsult(clinic.context, async () => ok(cardiology), lock, asker, { requestId, service, priority })

const asked = async (clinic: Clinic, priority: Priority = 'stat'): Promise<ConsultOutput> => {
  const result = await ask(clinic, priority)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const move = (clinic: Clinic, person: Person, roomId: RoomId, input: TransitionInput) =>
  transitionConsult(clinic.context, clinic.lock, person, roomId, input)

const taskIn = (clinic: Clinic, roomId: RoomId) =>
  clinic.rooms.get(roomId)?.find(({ type }) => type === eventTypes.consultTask)?.content as Task | undefined

const invited = (clinic: Clinic, roomId: RoomId) =>
  clinic.rooms
    .get(roomId)
    ?.filter(({ content }) => content['membership'] === 'invite')
    .map(({ state_key }) => state_key)
    .sort()

describe('asking for a consult', () => {
  it('makes a room with everybody on call invited, and says nothing of the patient', async () => {
    const clinic = clinicInMemory()
    const { roomId, task } = await asked(clinic)
    expect(invited(clinic, roomId)).toEqual([asker, first, second, lead].map(({ userId }) => userId).sort())
    expect(task).toMatchObject({ status: 'requested', tier: 'first', requester: asker.userId, owner: null })
    expect(taskIn(clinic, roomId)).toEqual(task)
    expect(readConsults(clinic.context, second, { is: 'open', q: '' })).toEqual(
      ok({ consults: [{ roomId, homeServer: nord, task }], total: 1, next: null }),
    )
    expect(clinic.log.lines).toMatchObject([{ event: 'consult-requested', roomId, priority: 'stat', count: 3 }])
    expect(JSON.stringify(clinic.log.lines)).not.toContain('@')
  })

  it('twice with one request id, even at once, makes one room', async () => {
    const clinic = clinicInMemory()
    const [one, two] = await Promise.all([asked(clinic), asked(clinic)])
    expect(two).toEqual(one)
    expect((await asked(clinic)).roomId).toBe(one.roomId)
    expect(clinic.rooms.size).toBe(1)
  })

  it('of another department with the same request id is refused, so that nothing reaches the wrong one', async () => {
    const clinic = clinicInMemory()
    const { task } = await asked(clinic)
    const input = {
      requestId: task.requestId,
      service: { id: 'neurologie', serverName: nord },
      priority: 'stat',
    } as const
    expect(await requestConsult(clinic.context, async () => ok(cardiology), clinic.lock, asker, input)).toEqual(
      refused({ code: 'bad-input' }),
    )
    expect(clinic.rooms.size).toBe(1)
  })

  it('again after the service died before it wrote down the room finds that room', async () => {
    const clinic = clinicInMemory()
    const { createRoom } = clinic.homeserver
    clinic.homeserver.createRoom = async (body) => {
      await createRoom(body)
      throw new Error('the process ends here')
    }
    await expect(ask(clinic)).rejects.toThrow()
    clinic.homeserver.createRoom = createRoom
    const { roomId } = await asked(clinic)
    expect([...clinic.rooms.keys()]).toEqual([roomId])
  })

  it('is refused when nobody is on call', async () => {
    const clinic = clinicInMemory()
    const nobody = { ...cardiology, onCall: [] }
    const input = { requestId, service, priority: 'urgent' as const }
    const result = await requestConsult(clinic.context, async () => ok(nobody), clinic.lock, asker, input)
    expect(result).toEqual(refused({ code: 'nobody-on-call' }))
    expect(clinic.rooms.size).toBe(0)
  })

  it('tries again to invite whom it could not reach', async () => {
    const clinic = clinicInMemory()
    clinic.unreachable.add(second.userId)
    const { roomId } = await asked(clinic)
    expect(invited(clinic, roomId)).not.toContain(second.userId)
    clinic.unreachable.clear()
    await escalateConsults(clinic.context, clinic.lock)
    expect(invited(clinic, roomId)).toContain(second.userId)
    expect(findConsult(clinic.context.db, roomId)?.isInvited).toBe(true)
  })
})

describe('who is on call', () => {
  const answering = (answer: unknown) => {
    const clinic = clinicInMemory()
    clinic.context.federation = { callPartner: async () => answer } as unknown as typeof clinic.context.federation
    return whoIsOnCall(clinic.context, () => refused({ code: 'not-found' }))
  }

  it('is not asked at a clinic that is no partner', async () => {
    expect(await answering(cardiology)(service)).toEqual(refused({ code: 'partner-unknown' }))
  })

  it('cannot be asked while the own homeserver is down, and the partner is not blamed for it', async () => {
    const clinic = clinicInMemory()
    withPartner(clinic.context, sued)
    const callPartner = () => Promise.reject(new HomeserverUnreachable('Synapse does not answer'))
    clinic.context.federation = { callPartner } as unknown as typeof clinic.context.federation
    const asking = whoIsOnCall(clinic.context, () => refused({ code: 'not-found' }))
    expect(await asking(service)).toEqual(refused({ code: 'homeserver-unreachable' }))
  })

  it('in an own department is read from the own directory', async () => {
    expect(await answering(cardiology)({ id: 'innere', serverName: nord })).toEqual(refused({ code: 'not-found' }))
  })
})

describe('a second choice', () => {
  it('that reaches nobody is refused by name, and nothing is made', async () => {
    const clinic = clinicInMemory()
    const alternative = { id: 'innere', serverName: nord }
    const ask = async ({ id }: { id: string }) => (id === 'innere' ? ok({ ...cardiology, onCall: [] }) : ok(cardiology))
    const input = { requestId, service, alternative, priority: 'stat' as const }
    expect(await requestConsult(clinic.context, ask, clinic.lock, asker, input)).toEqual(
      refused({ code: 'nobody-on-call', details: { choice: 'alternative' } }),
    )
    expect(clinic.rooms.size).toBe(0)
  })
})

describe('a consult', () => {
  it('asked for by two at once is had by one, and the other is told who', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const accept = { to: 'accepted', expectedVersion: 1 } as const
    const [one, two] = await Promise.all([move(clinic, first, roomId, accept), move(clinic, second, roomId, accept)])
    expect(one).toMatchObject({ ok: true, value: { task: { owner: first.userId, status: 'accepted' } } })
    expect(two).toMatchObject({ ok: false, error: { code: 'race-lost', details: { owner: first.userId } } })
    expect(await readConsult(clinic.context, first, roomId)).toEqual(one)
  })

  it('whose acceptance was written to the room before a crash heals by the next change', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const { sendState } = clinic.homeserver
    clinic.homeserver.sendState = async (...args) => {
      await sendState(...args)
      throw new Error('the process ends here')
    }
    await expect(move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })).rejects.toThrow()
    expect(findConsult(clinic.context.db, roomId)?.status).toBe('requested')
    clinic.homeserver.sendState = sendState
    const late = await move(clinic, second, roomId, { to: 'accepted', expectedVersion: 1 })
    expect(late).toMatchObject({ ok: false, error: { code: 'race-lost', details: { owner: first.userId } } })
    expect(findConsult(clinic.context.db, roomId)).toMatchObject({ status: 'accepted', version: 2 })
    expect(await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })).toMatchObject({ ok: true })
  })

  it('is completed with a report by the one who has it', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    const report = '$report' as EventId
    const done = await move(clinic, first, roomId, { to: 'completed', expectedVersion: 2, report })
    expect(done).toMatchObject({ ok: true, value: { task: { status: 'completed', output: report } } })
  })

  it('is handed to a colleague who was not on call: they are invited, woken, and have it', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const next = { ...first, userId: `@sofie:${sued}` as UserId }
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    clinic.woken.length = 0
    clinic.unreachable.add(next.userId)
    const hand = { to: 'handed', expectedVersion: 2, reason: 'end-of-shift', person: next.userId } as const
    expect(await move(clinic, first, roomId, hand)).toMatchObject({ ok: true, value: { task: { owner: next.userId } } })
    expect(clinic.woken).toEqual([[next.userId]])
    // Whom it could not reach is invited later.
    clinic.unreachable.clear()
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(true)
    expect(invited(clinic, roomId)).toContain(next.userId)
    expect(readConsults(clinic.context, next, { is: 'open', q: '' })).toMatchObject({
      value: { consults: [{ roomId }] },
    })
    expect(await move(clinic, next, roomId, { to: 'in-progress', expectedVersion: 3 })).toMatchObject({ ok: true })
  })

  it('that is not of this clinic is not moved here', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    for (const event of clinic.rooms.get(roomId) ?? []) event.sender = `@consilium:${sued}` as UserId
    const result = await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    expect(result).toEqual(refused({ code: 'not-found' }))
  })
})

describe('figures', () => {
  it('say of each department of the own clinic how soon it accepted and answered', async () => {
    const clinic = clinicInMemory()
    saveService(clinic.context.db, { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', searchText: '' })
    const { roomId } = await asked(clinic)
    clinic.clock.now += 60_000
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    clinic.clock.now += 60_000
    await move(clinic, first, roomId, { to: 'completed', expectedVersion: 2, report: '$r' as EventId })
    const of = (serverName: ServerName) =>
      readFigures({ ...clinic.context, config: { clinic: { serverName } } as never }, 30)
    const figures = { asked: 1, accepted: 1, answered: 1, declined: 0, failed: 0, escalations: 0 }
    expect(of(sued)).toMatchObject({
      value: { services: [{ id: 'kardiologie', figures: { ...figures, acceptMs: 60_000, answerMs: 120_000 } }] },
    })
    // Asked elsewhere.
    expect(of(nord)).toMatchObject({ value: { services: [{ figures: { asked: 0, acceptMs: null } }] } })
  })
})

describe('escalation', () => {
  const step = acceptWithinMs.stat

  it('alerts one tier after the other and ends with nobody', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const reached = async (afterMs: number) => {
      clinic.clock.now += afterMs
      await escalateConsults(clinic.context, clinic.lock)
      const task = taskIn(clinic, roomId)
      return [task?.tier, task?.status]
    }
    expect(await reached(step - 1)).toEqual(['first', 'requested'])
    expect(await reached(1)).toEqual(['second', 'requested'])
    expect(await reached(step)).toEqual(['lead', 'requested'])
    expect(await reached(step)).toEqual(['lead', 'failed'])
    expect(clinic.log.lines.at(-1)).toMatchObject({ event: 'consult-moved', consultStatus: 'failed' })
    expect(clinic.woken).toEqual([[first.userId], [second.userId], [lead.userId]])
  })

  it('wakes who has it and the lead when the answer is late, and who has it when it is asked for again', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const report = '$report' as EventId
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    clinic.woken.length = 0
    clinic.clock.now += answerWithinMs.stat - 1
    await escalateConsults(clinic.context, clinic.lock)
    expect(clinic.woken).toEqual([])
    clinic.clock.now += 1
    for (let round = 0; round < 3; round++) await escalateConsults(clinic.context, clinic.lock)
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'accepted', isOverdue: true, version: 3 })
    expect(clinic.woken).toEqual([[first.userId, lead.userId]])
    await move(clinic, first, roomId, { to: 'completed', expectedVersion: 3, report })
    await move(clinic, asker, roomId, { to: 'reopened', expectedVersion: 4, question: '$question' as EventId })
    expect(clinic.woken).toEqual([[first.userId, lead.userId], [first.userId]])
  })

  it('does nothing to a consult that was accepted meanwhile', async () => {
    const clinic = clinicInMemory()
    const { roomId, task } = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    // As if the index had not heard of it.
    clinic.context.db = openDatabase(':memory:')
    recordTask(clinic.context.db, 0, roomId, nord, task)
    clinic.clock.now += step
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(true)
    expect(taskIn(clinic, roomId)?.status).toBe('accepted')
    expect(findConsult(clinic.context.db, roomId)?.status).toBe('accepted')
  })

  it('goes on after a restart, even of a service that lost its index', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    clinic.context.db = openDatabase(':memory:')
    clinic.clock.now += step + 60_000
    using _running = startEscalations(clinic.context, newRoomLock())
    await expect.poll(() => taskIn(clinic, roomId)?.tier).toBe('second')
  })

  it('waits for Synapse and tries again', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    clinic.clock.now += step
    const { state } = clinic.homeserver
    clinic.homeserver.state = async () => {
      throw new Error('away')
    }
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(false)
    clinic.homeserver.state = state
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(true)
    expect(taskIn(clinic, roomId)?.tier).toBe('second')
  })
})

describe('the index', () => {
  const eventOf = (roomId: RoomId, task: Task, sender: string) => ({
    type: eventTypes.consultTask,
    room_id: roomId,
    state_key: '',
    sender,
    content: task,
  })

  it('follows the rooms, and nobody but a clinic’s service account', async () => {
    const clinic = clinicInMemory()
    const { roomId, task } = await asked(clinic)
    const forged = { ...task, version: 9, status: 'cancelled' as const }
    await followConsultRoom(clinic.context, eventOf(roomId, forged, first.userId))
    await followConsultRoom(clinic.context, eventOf(roomId, forged, `@consilium:${serverOf(first.userId)}`))
    expect(findConsult(clinic.context.db, roomId)?.version).toBe(1)
    await followConsultRoom(clinic.context, eventOf(roomId, forged, `@consilium:${nord}`))
    expect(findConsult(clinic.context.db, roomId)?.version).toBe(9)
    await followConsultRoom(clinic.context, eventOf(roomId, task, `@consilium:${nord}`))
    expect(findConsult(clinic.context.db, roomId)?.version).toBe(9)
  })

  it('can be thrown away and read again from the rooms', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const before = findConsult(clinic.context.db, roomId)
    clinic.context.db = openDatabase(':memory:')
    expect(await rebuildIndex(clinic.context)).toBe(1)
    expect(findConsult(clinic.context.db, roomId)).toEqual({ ...before, isInvited: false })
    expect(listConsultsOf(clinic.context.db, lead.userId, { isOver: false, limit: 9 })).toHaveLength(1)
    expect(await rebuildIndex(clinic.context)).toBe(0)
  })
})

describe('bringing in a further specialty', () => {
  const surgeon = `@sven:${nord}` as UserId
  const surgery = {
    service: { ...cardiology.service, id: 'chirurgie', name: 'Chirurgie', serverName: nord },
    onCall: [{ userId: surgeon, tier: 'first' as const }],
  }
  const partId = 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55'
  const accepted = async (clinic: Clinic) => {
    const { roomId, task } = await asked(clinic)
    const taken = await move(clinic, first, roomId, { to: 'accepted', expectedVersion: task.version })
    if (!taken.ok) throw new Error(taken.error.code)
    return taken.value
  }
  const bring = (
    clinic: Clinic,
    { roomId, task }: ConsultOutput,
    by = first,
    onCall: WhoIsOnCall = async () => ok(surgery),
  ) =>
    bringIn(clinic.context, onCall, clinic.lock, by, roomId, {
      requestId: partId,
      service: { id: 'chirurgie', serverName: nord },
      priority: 'urgent',
      reason: 'joint-decision',
      expectedVersion: task.version,
    })

  it('makes a consult of its own, tells both, and says so in the first; a second try makes nothing new', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    const part = await bring(clinic, whole)
    if (!part.ok) throw new Error(part.error.code)
    const { label, requestId: ofFirst } = whole.task
    expect(part.value.task).toMatchObject({
      requester: first.userId,
      partOf: { roomId: whole.roomId, label, requestId: ofFirst, requester: asker.userId },
      candidates: [{ userId: surgeon }],
    })
    expect(invited(clinic, part.value.roomId)).toEqual([asker.userId, first.userId, surgeon].sort())
    expect(taskIn(clinic, whole.roomId)?.changes.at(-1)).toMatchObject({
      change: 'brought-in',
      by: first.userId,
      reason: 'joint-decision',
      part: { roomId: part.value.roomId, service: { id: 'chirurgie', serverName: nord } },
    })
    expect(await bring(clinic, whole)).toEqual(part)
    expect(clinic.rooms.size).toBe(2)
    expect(taskIn(clinic, whole.roomId)?.changes.filter(({ change }) => change === 'brought-in')).toHaveLength(1)
    // Whoever asked in the first place is one of those who asked there too.
    const withdrawn = { to: 'cancelled', reason: 'no-longer-needed', expectedVersion: 1 } as const
    expect(await move(clinic, asker, part.value.roomId, withdrawn)).toMatchObject({ ok: true })
  })

  it('is for its owner only, and calls nobody when it is refused', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    for (const other of [asker, second]) expect(await bring(clinic, whole, other)).toMatchObject({ ok: false })
    const nobody = async () => ok({ ...surgery, onCall: [] })
    expect(await bring(clinic, whole, first, nobody)).toEqual(refused({ code: 'nobody-on-call' }))
    expect(await bring(clinic, whole, first, async () => ok(cardiology))).toMatchObject({
      error: { code: 'bad-input' },
    })
    expect(clinic.rooms.size).toBe(1)
  })

  it('goes on where it was cut off, and withdraws it when the first is over meanwhile', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    const { sendState } = clinic.homeserver
    clinic.homeserver.sendState = async () => {
      throw new HomeserverUnreachable()
    }
    await expect(bring(clinic, whole)).rejects.toThrow(HomeserverUnreachable)
    clinic.homeserver.sendState = sendState
    expect(taskIn(clinic, whole.roomId)?.changes.some(({ change }) => change === 'brought-in')).toBe(false)
    const { version } = whole.task
    await move(clinic, asker, whole.roomId, { to: 'cancelled', reason: 'transferred', expectedVersion: version })
    expect(await bring(clinic, whole)).toMatchObject({ ok: false, error: { code: 'race-lost' } })
    const part = [...clinic.rooms.keys()].find((room) => room !== whole.roomId)
    expect(part && taskIn(clinic, part)).toMatchObject({ status: 'cancelled', statusReason: 'entered-in-error' })
  })
})
