import { describe, expect, it } from 'vitest'
import { dateOf, daysBetween, presetsAt } from './presets.ts'

const on = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()

describe('for how long one is not disturbed', () => {
  it.each([
    ['in the morning', on(28, 9), ['hour', 'evening', 'morning']],
    ['shortly before the evening', on(28, 17), ['hour', 'morning']],
    ['in the evening', on(28, 20), ['hour', 'morning']],
    ['at night', on(28, 3), ['hour', 'evening', 'morning']],
  ] as const)('%s', (_, now, kinds) => {
    const presets = presetsAt(now)
    expect(presets.map(({ kind }) => kind).toSorted()).toEqual([...kinds].toSorted())
    expect(presets.every(({ end }) => end > now)).toBe(true)
  })

  it('ends at seven in the morning that comes next', () => {
    const morningOf = (now: number) => presetsAt(now).find(({ kind }) => kind === 'morning')?.end
    expect(morningOf(on(28, 3))).toBe(on(28, 7))
    expect(morningOf(on(28, 22))).toBe(on(29, 7))
  })
})

describe('the days of an absence', () => {
  it('begin with the first and end with the last', () => {
    expect(daysBetween('2026-11-28', '2026-11-30', on(28, 9))).toEqual({ start: on(28, 0), end: on(31, 0) })
    expect(daysBetween('2026-11-29', '2026-11-29', on(28, 9))).toEqual({ start: on(29, 0), end: on(30, 0) })
  })

  it.each([
    ['in the past', '2026-11-26', '2026-11-27'],
    ['the wrong way round', '2026-11-30', '2026-11-29'],
    ['not filled in', '', '2026-11-29'],
    ['half filled in', '2026-11-29', ''],
  ])('are none when they are %s', (_, first, last) => {
    expect(daysBetween(first, last, on(28, 9))).toBeNull()
  })

  it('are written as a field for dates has them', () => {
    expect(dateOf(on(1, 12))).toBe('2026-11-01')
  })
})
