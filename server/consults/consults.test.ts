import { describe, expect, it } from 'vitest'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, refused } from '#shared/result.ts'
import { withPartner } from '../context-for-tests.ts'
import { openDatabase } from '../db/open-database.ts'
import { HomeserverUnreachable } from '../errors.ts'
import {
  ask,
  asked,
  asker,
  cardiology,
  clinicInMemory,
  first,
  invited,
  lead,
  move,
  nord,
  requestId,
  second,
  service,
  sued,
  taskIn,
} from './consults-for-tests.ts'
import { escalateConsults } from './escalate-consults.ts'
import { releaseOfGone } from './follow-members.ts'
import { followConsultRoom } from './follow-room.ts'
import { findConsult, listConsultsOf } from './queries.ts'
import { readConsult, readConsults } from './read-consults.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { requestConsult } from './request-consult.ts'
import { whoIsOnCall } from './who-is-on-call.ts'

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

describe('who has a consult and leaves it', () => {
  const gone = (clinic: ReturnType<typeof clinicInMemory>, roomId: RoomId, userId: UserId, membership = 'leave') => {
    clinic.put(roomId, eventTypes.member, userId, { membership }, userId)
    const event = { ...memberEvent, room_id: roomId, sender: userId, state_key: userId, content: { membership } }
    return releaseOfGone(clinic.context, event, clinic.lock)
  }
  const memberEvent = { type: eventTypes.member, event_id: '$left' as EventId, origin_server_ts: 1 }

  it('leaves it to the others, who are called again; who leaves without having it changes nothing', async () => {
    const clinic = clinicInMemory()
    const { roomId, task } = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: task.version })
    await gone(clinic, roomId, second.userId)
    await gone(clinic, roomId, first.userId, 'join')
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'accepted', owner: first.userId })
    clinic.woken.length = 0
    await gone(clinic, roomId, first.userId)
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'requested', owner: null, tier: 'lead' })
    expect(findConsult(clinic.context.db, roomId)?.task.changes.at(-1)).toMatchObject({ change: 'released', by: null })
    expect(clinic.woken).toEqual([[lead.userId]])
    await gone(clinic, roomId, first.userId)
    expect(taskIn(clinic, roomId)?.version).toBe(task.version + 2)
  })

  it('does not get it back with a question that comes after they have gone', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    for (const input of [{ to: 'accepted' }, { to: 'completed', report: '$report' as EventId }] as const)
      await move(clinic, first, roomId, { ...input, expectedVersion: taskIn(clinic, roomId)?.version ?? 0 })
    await gone(clinic, roomId, first.userId)
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'completed' })
    const asks = { to: 'reopened', question: '$question' as EventId } as const
    await move(clinic, asker, roomId, { ...asks, expectedVersion: taskIn(clinic, roomId)?.version ?? 0 })
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'requested', owner: null, question: '$question' })
  })
})
