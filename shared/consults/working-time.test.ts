import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { daysOfWeek } from '../directory/service-times.ts'
import { addWorkingTime, workingTimeBetween } from './working-time.ts'

const hour = 3_600_000
const workdays = {
  timeZone: 'Europe/Berlin',
  availableTime: [
    {
      daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'] as (typeof daysOfWeek)[number][],
      availableStartTime: '08:00',
      availableEndTime: '16:00',
    },
  ],
}
const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString()

describe('working time', () => {
  it.each([
    ['within the day', '2026-03-04T09:00:00+01:00', 2, '2026-03-04T11:00:00+01:00'],
    ['from the evening on', '2026-03-04T22:00:00+01:00', 2, '2026-03-05T10:00:00+01:00'],
    ['over the night', '2026-03-04T15:00:00+01:00', 2, '2026-03-05T09:00:00+01:00'],
    ['over the weekend', '2026-03-06T15:00:00+01:00', 9, '2026-03-09T16:00:00+01:00'],
    // Clocks are put forward on 29 March 2026.
    ['over the change to summer time', '2026-03-27T15:00:00+01:00', 2, '2026-03-30T09:00:00+02:00'],
    ['over the change to winter time', '2026-10-23T15:30:00+02:00', 1, '2026-10-26T08:30:00+01:00'],
  ])('runs %s', (_, from, hours, until) => {
    expect(iso(addWorkingTime(at(from), hours * hour, workdays))).toBe(iso(at(until)))
    expect(workingTimeBetween(at(from), at(until), workdays)).toBe(hours * hour)
  })

  it('never stands still without hours', () => {
    for (const hours of [null, { ...workdays, availableTime: [] }]) {
      expect(addWorkingTime(1_000, hour, hours)).toBe(1_000 + hour)
      expect(workingTimeBetween(1_000, 1_000 + hour, hours)).toBe(hour)
    }
  })

  it('counts hours that overlap once', () => {
    const [day] = workdays.availableTime
    if (!day) throw new Error('no day')
    const twice = {
      ...workdays,
      availableTime: [day, { ...day, availableStartTime: '12:00', availableEndTime: '17:00' }],
    }
    const monday = at('2026-03-02T00:00:00+01:00')
    expect(workingTimeBetween(monday, monday + 24 * hour, twice)).toBe(9 * hour)
  })

  it('is taken back by what was added, from any moment on', () => {
    const minute = 60_000
    fc.assert(
      fc.property(fc.nat(365 * 24 * 60), fc.integer({ min: 1, max: 60 * 60 }), (minutes, length) => {
        const from = at('2026-01-01T00:00:00Z') + minutes * minute
        const until = addWorkingTime(from, length * minute, workdays)
        expect(until).toBeGreaterThan(from)
        expect(workingTimeBetween(from, until, workdays)).toBe(length * minute)
        expect(workingTimeBetween(until, from, workdays)).toBe(-length * minute)
      }),
    )
  })
})
