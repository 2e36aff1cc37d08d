import { expect, it } from 'vitest'
import type { PlannedCall } from '#shared/calls/planned-calls.ts'
import { callsBetween, dueCalls } from './due-calls.ts'

const minute = 60_000
const call = (start: number, isOff = false) => ({ start, isOff, minutes: 30 }) as PlannedCall

it('reminds of a call from ten minutes before to a quarter of an hour after, unless it is off', () => {
  const at = 100 * minute
  const found = (now: number) => dueCalls([call(at), call(at, true)], now).length
  expect([at - 11 * minute, at - 10 * minute, at, at + 14 * minute, at + 15 * minute].map(found)).toEqual([
    0, 1, 1, 1, 0,
  ])
})

it('shows what begins on a day', () => {
  expect(
    callsBetween([call(9), call(10), call(19), call(20), call(15, true)], 10, 20).map(({ start }) => start),
  ).toEqual([10, 19])
})
