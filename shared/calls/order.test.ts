import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '../matrix/ids.ts'
import { guestAccountOf } from './guests.ts'
import { changeOrder, entryOf, isOpenTo, type OrderChange, openOrder, parseOrder } from './order.ts'

const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const eve = '@eve:sued.example' as UserId
const guest = guestAccountOf('a1', 'nord.example' as ServerName)
const isHost = (person: UserId) => person === ida

const ordered = (...changes: OrderChange[]) =>
  changes.reduce((order, change, at) => changeOrder(order, change, at + 1), openOrder)
const entries = (order: typeof openOrder, present: UserId[]) =>
  [ida, emil, eve].map((person) => entryOf({ order, isHost, present }, person))

describe('who may be in a call', () => {
  it('is everybody of the room, until a host says otherwise', () => {
    expect(entries(openOrder, [])).toEqual(['enter', 'enter', 'enter'])
    expect(isOpenTo(openOrder, eve)).toBe(true)
  })

  it('waits, also before the call has begun, until let in', () => {
    const waiting = ordered({ kind: 'let-wait', present: [ida] })
    expect(entries(waiting, [])).toEqual(['enter', 'wait', 'wait'])
    expect(entries(changeOrder(waiting, { kind: 'admit', person: emil }, 9), [ida])).toEqual(['enter', 'enter', 'wait'])
    expect(isOpenTo(waiting, emil)).toBe(false)
  })

  it('waits again at the next call, whoever was let into the last one', () => {
    const order = ordered({ kind: 'let-wait', present: [ida] }, { kind: 'admit', person: emil })
    expect(entries(order, [])).toEqual(['enter', 'wait', 'wait'])
    expect(entries(changeOrder(order, { kind: 'begin' }, 9), [ida])).toEqual(['enter', 'wait', 'wait'])
  })

  it('is whoever was there when it was locked', () => {
    const locked = ordered({ kind: 'lock', present: [ida, emil] })
    expect(entries(locked, [ida, emil])).toEqual(['enter', 'enter', 'locked'])
    expect(entries(changeOrder(locked, { kind: 'unlock' }, 9), [ida])).toEqual(['enter', 'enter', 'enter'])
  })

  it('is everybody again once nobody is left who may be in: a lock ends with its call', () => {
    const locked = ordered({ kind: 'lock', present: [ida, emil] })
    expect(entries(locked, [])).toEqual(['enter', 'enter', 'enter'])
    // One who was kept out does not keep it going, and does not open it by being there.
    expect(entries(locked, [eve])).toEqual(['enter', 'enter', 'enter'])
    expect(entries(locked, [eve, emil])).toEqual(['enter', 'enter', 'locked'])
  })

  it('is not whom a host removed, while the call goes on', () => {
    const order = ordered({ kind: 'remove', person: emil })
    expect(entries(order, [ida])).toEqual(['enter', 'removed', 'enter'])
    expect(entries(changeOrder(order, { kind: 'admit', person: emil }, 9), [ida])).toEqual(['enter', 'enter', 'enter'])
    expect(isOpenTo(order, emil)).toBe(false)
  })

  it('never keeps a host out', () => {
    const order = ordered({ kind: 'remove', person: ida }, { kind: 'lock', present: [] })
    expect(entryOf({ order, isHost, present: [emil] }, ida)).toBe('enter')
  })

  it('is a guest when a host has let in this one, for as long as people are in it', () => {
    const entry = (order: typeof openOrder, present: UserId[]) => entryOf({ order, isHost, present }, guest)
    expect([entry(openOrder, []), entry(openOrder, [ida]), entry(openOrder, [emil])]).toEqual(['wait', 'wait', 'wait'])
    expect(isOpenTo(openOrder, guest)).toBe(false)
    const admitted = ordered({ kind: 'admit', person: guest })
    expect(entry(admitted, [ida])).toBe('enter')
    // Guests among themselves are no call.
    expect(entry(admitted, [guest])).toBe('wait')
    expect(isOpenTo(admitted, guest)).toBe(false)
    expect(entry(changeOrder(admitted, { kind: 'remove', person: guest }, 9), [ida])).toBe('removed')
    expect(entry(ordered({ kind: 'lock', present: [ida] }), [ida])).toBe('locked')
  })

  it('is open after its end, which says when it was; that one waits stays', () => {
    const order = ordered(
      { kind: 'let-wait', present: [] },
      { kind: 'lock', present: [ida] },
      { kind: 'remove', person: emil },
      { kind: 'end' },
    )
    expect(order).toEqual({ isWaiting: true, isLocked: false, admitted: [], removed: [], endedAt: 4 })
  })

  it('is read from an event of ours only; anything else says nothing', () => {
    const order = ordered({ kind: 'lock', present: [ida] })
    expect(parseOrder(JSON.parse(JSON.stringify(order)))).toEqual(order)
    for (const other of [null, {}, { ...order, admitted: ['ida'] }, 'x']) expect(parseOrder(other)).toEqual(openOrder)
  })
})
