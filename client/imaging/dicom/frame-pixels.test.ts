import { expect, test } from 'vitest'
import { inEightBits, turned, unswapped, withOwnHues } from './frame-pixels.ts'

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

test('cells of four bytes are turned round', () => {
  expect([...turned(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4)]).toEqual([4, 3, 2, 1, 8, 7, 6, 5])
})

test('of deep colours the highest bits are shown, however they lie', () => {
  const deep = { cellBytes: 2, bitsStored: 12, pixels: 2, samples: 3, isPlanar: false }
  const cells = Uint8Array.of(0xf0, 0x0f, 0, 0, 0x10, 0, 0, 0x08, 0xff, 0x0f, 0, 0)
  expect([...inEightBits(cells, deep)]).toEqual([255, 0, 1, 128, 255, 0])
  expect([...inEightBits(cells, { ...deep, isPlanar: true })]).toEqual([255, 1, 255, 0, 128, 0])
})
