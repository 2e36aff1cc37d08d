import { describe, expect, it } from 'vitest'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import type { RoomProgress } from '../workers/search-rows.ts'
import { afterPage, afterSync } from './history-progress.ts'

const id = (name: string) => `$${name}` as EventId
const said = (...names: string[]) =>
  names.map((name) => ({ eventId: id(name), unreadable: name.startsWith('locked') ? ('no-backup' as const) : null }))
const nothing: RoomProgress = { roomId: '!a' as RoomId, head: null, stretches: [], unreadable: [] }
const known: RoomProgress = { ...nothing, head: id('b') }

describe('how far a history is read', () => {
  it('begins with what sync has brought; the rest is still to be read', () => {
    const after = afterSync(nothing, { events: said('a', 'b'), isWhole: false, earlier: 't1' })
    expect(after).toEqual({ ...nothing, head: '$b', stretches: [{ from: 't1', until: null }] })
  })

  it('is all of it when the room begins there', () => {
    expect(afterSync(nothing, { events: said('a'), isWhole: false, earlier: null }).stretches).toEqual([])
  })

  it('begins at the newest of a room that sync has brought nothing of', () => {
    const after = afterSync(nothing, { events: [], isWhole: false, earlier: null })
    expect(after.stretches).toEqual([{ from: null, until: null }])
    expect(afterPage(after, { from: null, until: null }, { events: said('d', 'c'), earlier: 't2' })).toEqual({
      ...nothing,
      head: '$d',
      stretches: [{ from: 't2', until: null }],
    })
  })

  it('goes on where it was, without a gap', () => {
    expect(afterSync(known, { events: said('c'), isWhole: true, earlier: 't9' })).toEqual({ ...known, head: '$c' })
    expect(afterSync(known, { events: [], isWhole: true, earlier: 't9' })).toEqual(known)
  })

  it('remembers a gap beside the beginning that is not read yet, and closes it where it began', () => {
    const before = { ...known, stretches: [{ from: 't1', until: null }] }
    const gap = { from: 't5', until: id('b') }
    const open = afterSync(before, { events: said('y', 'z'), isWhole: false, earlier: 't5' })
    expect(open.stretches).toEqual([gap, { from: 't1', until: null }])
    const narrower = afterPage(open, gap, { events: said('x', 'w'), earlier: 't4' })
    expect(narrower.stretches[0]).toEqual({ from: 't4', until: '$b' })
    const closed = afterPage(narrower, { from: 't4', until: id('b') }, { events: said('c', 'b', 'a'), earlier: 't3' })
    expect(closed.stretches).toEqual([{ from: 't1', until: null }])
  })

  it('counts what cannot be read until it can be', () => {
    const before = { ...known, stretches: [{ from: 't1', until: null }] }
    const after = afterPage(before, { from: 't1', until: null }, { events: said('locked1', 'a'), earlier: null })
    expect(after.unreadable).toEqual(['$locked1'])
    const readable = [{ eventId: id('locked1'), unreadable: null }]
    expect(afterSync(after, { events: readable, isWhole: true, earlier: null }).unreadable).toEqual([])
  })
})
