import { describe, expect, it } from 'vitest'
import { timeLeft } from './clock.ts'

describe('the time left', () => {
  it.each([
    [0, '0:00 min'],
    [-5_000, '0:00 min'],
    [1, '0:01 min'],
    [272_000, '4:32 min'],
    [3_600_000, '1:00 h'],
    [86_340_000, '23:59 h'],
  ])('of %i ms reads %s', (ms, text) => {
    expect(timeLeft(ms)).toBe(text)
  })
})
