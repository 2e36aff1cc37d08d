import { expect, it } from 'vitest'
import { dayIn, lastDays } from './days.ts'

it('counts the days of a zone, also where the clocks change', () => {
  const noon = Date.UTC(2026, 9, 27, 12)
  expect(lastDays('Europe/Berlin', noon, 4)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'])
  expect(lastDays('UTC', noon, 400).length).toBe(400)
  expect(new Set(lastDays('Europe/Berlin', noon, 400)).size).toBe(400)
})

it('puts a late evening into the day of the clinic', () => {
  const at = Date.UTC(2026, 10, 28, 23, 30)
  expect([dayIn('UTC')(at), dayIn('Europe/Berlin')(at)]).toEqual(['2026-11-28', '2026-11-29'])
})
