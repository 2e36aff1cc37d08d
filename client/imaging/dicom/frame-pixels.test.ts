import { expect, test } from 'vitest'
import { unswapped, withOwnHues } from './frame-pixels.ts'

test('two pixels that share their hues get them each', () => {
  expect([...withOwnHues(Uint8Array.of(1, 2, 100, 200, 3, 4, 101, 201))]).toEqual([
    ...[1, 100, 200, 2, 100, 200],
    ...[3, 101, 201, 4, 101, 201],
  ])
})

test('bytes that lie swapped in words are put in order, also of a frame that begins in the middle of one', () => {
  const value = Uint8Array.of(1, 0, 3, 2, 5, 4)
  expect([...unswapped(value, 0, 3)]).toEqual([0, 1, 2])
  expect([...unswapped(value, 3, 6)]).toEqual([3, 4, 5])
})
