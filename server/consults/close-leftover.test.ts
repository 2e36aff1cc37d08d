import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { openDatabase } from '../db/open-database.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { asker, cardiology, clinicInMemory, nord, requestId, second, sued } from './consults-for-tests.ts'
import { followConsultRoom } from './follow-room.ts'
import { listConsultsOf } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { requestConsult } from './request-consult.ts'

type Clinic = ReturnType<typeof clinicInMemory>

const ask = (clinic: Clinic) =>
  requestConsult(clinic.context, async () => ok(cardiology), clinic.lock, asker, {
    requestId,
    service: { id: 'kardiologie', serverName: sued },
    priority: 'stat',
  })

/** Synapse is slow: the first room comes to light only after the request was given up and made anew. */
const afterLateRoom = async () => {
  const clinic = clinicInMemory()
  const { createRoom } = clinic.homeserver
  let late: Record<string, unknown> = {}
  clinic.homeserver.createRoom = async (body) => {
    late = body
    throw new HomeserverUnreachable('Synapse does not answer')
  }
  await expect(ask(clinic)).rejects.toThrow(HomeserverUnreachable)
  clinic.homeserver.createRoom = createRoom
  const made = await ask(clinic)
  if (!made.ok) throw new Error(made.error.code)
  const leftover = await createRoom(late)
  const task = clinic.rooms.get(leftover)?.find(({ type }) => type === eventTypes.consultTask)
  const hear = (roomId: RoomId) =>
    followConsultRoom(clinic.context, {
      type: eventTypes.consultTask,
      room_id: roomId,
      state_key: '',
      sender: `@consilium:${nord}`,
      content: task?.content,
    })
  return { clinic, consult: made.value.roomId, leftover, hear }
}

const askerIn = (clinic: Clinic, roomId: RoomId) =>
  clinic.rooms.get(roomId)?.find(({ state_key }) => state_key === asker.userId)?.content['membership']

const listed = ({ context }: Clinic) =>
  listConsultsOf(context.db, asker.userId, { isOver: false, limit: 9 }).map(({ roomId }) => roomId)

describe('a second room of one request', () => {
  it('is closed when Synapse tells of it', async () => {
    const { clinic, consult, leftover, hear } = await afterLateRoom()
    await hear(leftover)
    expect([askerIn(clinic, consult), askerIn(clinic, leftover)]).toEqual(['invite', 'leave'])
    expect(listed(clinic)).toEqual([consult])
  })

  it('is no consult afterwards, even when the index is lost', async () => {
    const { clinic, consult, leftover, hear } = await afterLateRoom()
    await hear(leftover)
    clinic.context.db = openDatabase(':memory:')
    expect(await rebuildIndex(clinic.context)).toBe(1)
    expect(listed(clinic)).toEqual([consult])
  })

  it('is closed when the service finds it at its start', async () => {
    const { clinic, consult, leftover } = await afterLateRoom()
    expect(await rebuildIndex(clinic.context)).toBe(0)
    expect([askerIn(clinic, consult), askerIn(clinic, leftover)]).toEqual(['invite', 'leave'])
  })

  it('is closed when the first one came to light while it was made', async () => {
    const { clinic, consult, hear } = await afterLateRoom()
    clinic.context.db = openDatabase(':memory:')
    const { createRoom } = clinic.homeserver
    clinic.homeserver.createRoom = async (body) => {
      await hear(consult)
      return createRoom(body)
    }
    expect(await ask(clinic)).toMatchObject({ value: { roomId: consult } })
    expect(listed(clinic)).toEqual([consult])
  })

  it('stays when others were invited to it: that one is a consult, and only the index was lost', async () => {
    const { clinic, consult, leftover } = await afterLateRoom()
    clinic.context.db = openDatabase(':memory:')
    clinic.put(leftover, eventTypes.member, second.userId, { membership: 'invite' })
    expect(await rebuildIndex(clinic.context)).toBe(2)
    expect(listed(clinic).sort()).toEqual([consult, leftover].sort())
  })
})
