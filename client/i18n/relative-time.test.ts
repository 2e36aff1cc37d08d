import { describe, expect, it } from 'vitest'
import { wordingLastsMs, wordingOf } from './relative-time.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const noon = new Date(2026, 10, 24, 12, 0, 0).getTime()

describe('what is said of a moment', () => {
  it.each([
    [0, { kind: 'now' }],
    [-59_999, { kind: 'now' }],
    [-minuteMs, { kind: 'minutes', minutes: -1 }],
    [-59 * minuteMs - 59_999, { kind: 'minutes', minutes: -59 }],
    [-hourMs, { kind: 'day', days: 0 }],
    [-12 * hourMs, { kind: 'day', days: 0 }],
    [-12 * hourMs - 1, { kind: 'day', days: -1 }],
    [-36 * hourMs - 1, { kind: 'this-year' }],
    [59_999, { kind: 'now' }],
    [5 * minuteMs, { kind: 'minutes', minutes: 5 }],
    [hourMs, { kind: 'day', days: 0 }],
    [12 * hourMs, { kind: 'day', days: 1 }],
    [36 * hourMs, { kind: 'this-year' }],
    [-400 * 24 * hourMs, { kind: 'date' }],
  ])('%i ms from noon it is %o', (awayMs, wording) => {
    expect(wordingOf(noon + awayMs, noon)).toEqual(wording)
  })

  it('counts minutes also across midnight', () => {
    const midnight = new Date(2026, 10, 24).getTime()
    expect(wordingOf(midnight - minuteMs, midnight + minuteMs)).toEqual({ kind: 'minutes', minutes: -2 })
  })

  it('knows yesterday also when the day had 25 hours', () => {
    const afterChange = new Date(2026, 9, 26, 0, 30).getTime()
    const longDay = new Date(2026, 9, 25, 0, 30).getTime()
    expect(wordingOf(longDay, afterChange)).toEqual({ kind: 'day', days: -1 })
  })

  it('names the year as soon as it is another one', () => {
    const january = new Date(2027, 0, 2, 9).getTime()
    expect(wordingOf(new Date(2026, 11, 30, 9).getTime(), january)).toEqual({ kind: 'date' })
  })
})

describe('how long it holds', () => {
  it.each([
    ['a moment ago', -1],
    ['half a minute ago', -30_000],
    ['minutes ago', -12 * minuteMs - 7_000],
    ['almost an hour ago', -hourMs + 1],
    ['this morning', -5 * hourMs],
    ['yesterday', -20 * hourMs],
    ['in a moment', 10_000],
    ['in minutes', 12 * minuteMs + 7_000],
    ['in hours', 3 * hourMs + 5],
    ['tomorrow', 20 * hourMs],
  ])('until the very millisecond: %s', (_name, awayMs) => {
    const at = noon + awayMs
    const until = noon + wordingLastsMs(at, noon)
    expect(until).toBeGreaterThan(noon)
    expect(wordingOf(at, until - 1)).toEqual(wordingOf(at, noon))
    expect(wordingOf(at, until)).not.toEqual(wordingOf(at, noon))
  })
})
