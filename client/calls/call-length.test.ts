import { expect, test } from 'vitest'
import { lengthOf } from './call-length.ts'

test.each([
  [0, '0:00'],
  [-5_000, '0:00'],
  [999, '0:00'],
  [61_500, '1:01'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [3_907_000, '1:05:07'],
])('a call of %i ms shows %s', (ms, shown) => {
  expect(lengthOf(ms)).toBe(shown)
})
