import { describe, expect, it } from 'vitest'
import { mostPieceBytes, pieceOf } from './piece-of.ts'

describe('what a player is given of a file', () => {
  it.each([
    ['bytes=0-', 10, { start: 0, end: 10 }],
    ['bytes=3-5', 10, { start: 3, end: 6 }],
    ['bytes=3-99', 10, { start: 3, end: 10 }],
    ['bytes=-4', 10, { start: 6, end: 10 }],
    ['bytes=10-', 10, null],
    ['bytes=5-3', 10, null],
    [null, 10, { start: 0, end: 10 }],
    ['bytes=0-', 3 * mostPieceBytes, { start: 0, end: mostPieceBytes }],
    ['bytes=21474836480-', 2 ** 35, { start: 21_474_836_480, end: 21_474_836_480 + mostPieceBytes }],
  ])('%s of %i bytes', (range, sizeBytes, expected) => {
    expect(pieceOf(range, sizeBytes)).toEqual(expected)
  })
})
