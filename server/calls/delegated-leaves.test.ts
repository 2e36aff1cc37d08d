import { describe, expect, it } from 'vitest'
import { contextForTests } from '../context-for-tests.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { compareLeaves, noteGone, noteSeen, takeLeave, workLeaves } from './delegated-leaves.ts'
import type { Occupant } from './livekit-rooms.ts'
import { allLeaves } from './queries.ts'

const place = { room: 'call', identity: 'ida' }
const leave = { delayId: 'one', timeoutMs: 15_000 }

const nobodyThere = { occupants: async () => [] }

const clinic = () => {
  const moves: string[] = []
  const known = new Set(['one', 'two'])
  const state = { now: 0, isDown: false, there: [] as Occupant[] }
  const context = contextForTests({
    now: () => state.now,
    homeserver: {
      async moveDelayedEvent(delayId, move) {
        if (state.isDown) throw new HomeserverUnreachable('down')
        moves.push(`${move} ${delayId}`)
        if (move === 'send') return known.delete(delayId)
        return known.has(delayId)
      },
    },
  })
  const at = async (now: number) => {
    state.now = now
    const isDone = await workLeaves(context, { occupants: async () => state.there })
    return { isDone, moves: moves.splice(0) }
  }
  return { context, known, state, at }
}

describe('the leave event of a participant', () => {
  it('is put off while they are in LiveKit and sent when they have gone', async () => {
    const { context, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    expect((await at(1_000)).moves).toEqual([])
    noteSeen(context, place)
    expect((await at(1_000)).moves).toEqual(['restart one'])
    expect((await at(12_999)).moves).toEqual([])
    expect((await at(13_000)).moves).toEqual(['restart one'])
    noteGone(context, place, 'left')
    expect((await at(15_999)).moves).toEqual([])
    expect((await at(16_000)).moves).toEqual(['send one'])
    expect(allLeaves(context.db)).toEqual([])
  })

  it('is put off at once when it is given to us after they have come', async () => {
    const { context, at } = clinic()
    await takeLeave(context, { occupants: async () => [{ ...place, seat: null }] }, place, leave)
    expect((await at(1)).moves).toEqual(['restart one'])
  })

  it('is given up when the client has cancelled it or the homeserver has sent it', async () => {
    const { context, known, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    noteSeen(context, place)
    known.clear()
    expect(await at(1)).toEqual({ isDone: true, moves: ['restart one'] })
    expect(allLeaves(context.db)).toEqual([])
  })

  it('gives way to a later one of the same participant', async () => {
    const { context, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    noteSeen(context, place)
    await takeLeave(context, nobodyThere, place, { ...leave, delayId: 'two' })
    noteSeen(context, place)
    expect((await at(1)).moves).toEqual(['restart two'])
  })

  it('stays as it is when it is given to us again', async () => {
    const { context, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    noteSeen(context, place)
    await at(1)
    await takeLeave(context, nobodyThere, place, leave)
    expect((await at(2)).moves).toEqual([])
    expect(allLeaves(context.db)).toMatchObject([{ endsAt: null }])
  })

  it('stays with one who is back already when it is said that they went', async () => {
    const { context, state, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    noteSeen(context, place)
    await at(1)
    state.there = [{ ...place, seat: null }]
    noteGone(context, place, 'left')
    expect((await at(3_001)).moves).toEqual([])
    expect(allLeaves(context.db)).toMatchObject([{ endsAt: null }])
    state.there = []
    noteGone(context, place, 'left')
    expect((await at(6_001)).moves).toEqual(['send one'])
  })

  it('is due still when the homeserver was away', async () => {
    const { context, state, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    noteSeen(context, place)
    state.isDown = true
    expect(await at(1)).toEqual({ isDone: false, moves: [] })
    state.isDown = false
    expect((await at(2)).moves).toEqual(['restart one'])
  })

  it('follows what LiveKit lists, when its word has not reached us', async () => {
    const { context, at } = clinic()
    await takeLeave(context, nobodyThere, place, leave)
    compareLeaves(context, [place])
    expect((await at(1)).moves).toEqual(['restart one'])
    compareLeaves(context, [])
    expect((await at(10_000)).moves).toEqual([])
    // Back from the same LiveKit, which was killed.
    compareLeaves(context, [place])
    expect((await at(30_000)).moves).toEqual(['restart one'])
    compareLeaves(context, [])
    expect((await at(50_000)).moves).toEqual(['send one'])
  })
})
