import { expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { momentOf } from '#shared/rota/calendar.ts'
import { gapsOf } from '#shared/rota/gaps.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { usualPolicy } from '#shared/rota/rota-policy.ts'
import { type DayEntry, rotaDays } from './rota-days.ts'

const timeZone = 'Europe/Berlin'
const [anna, ole] = ['@anna:nord.example', '@ole:nord.example'] as [UserId, UserId]
const at = (text: string) => momentOf(text.slice(0, 10), text.slice(11), timeZone)
const shift = (id: string, userId: UserId | null, start: string, end: string): PlannedShift => ({
  id,
  tier: 'first',
  userId,
  start: at(start),
  end: at(end),
  version: 1,
})
const said = (entry: DayEntry) =>
  entry.kind === 'gap'
    ? `gap ${entry.from}–${entry.to}`
    : `${entry.shift.id} ${entry.from ?? ''}–${entry.to}${entry.endsAfter ? ` +${entry.endsAfter}` : ''}${entry.isMissed ? ' missed' : ''}`

it('shows each day what begins on it, and what is missing on it', () => {
  const shifts = [
    shift('before', ole, '2026-03-01 20:00', '2026-03-02 08:00'),
    shift('day', anna, '2026-03-02 08:00', '2026-03-02 20:00'),
    shift('night', ole, '2026-03-02 20:00', '2026-03-03 08:00'),
  ]
  const policy = usualPolicy(timeZone)
  const within = { from: at('2026-03-02 00:00'), to: at('2026-03-05 00:00') }
  const people = [
    { userId: anna, name: 'Dr. Anna', title: '', tier: null },
    { userId: ole, name: 'Dr. Ole', title: '', tier: 'first' as const },
  ]
  const rota = { shifts, swaps: [], gaps: gapsOf(shifts, policy, null, within), people, policy }
  const days = rotaDays(rota, '2026-03-02', 3, { me: anna, now: at('2026-03-02 09:00') })
  expect(days.map(({ entries }) => entries.map(said))).toEqual([
    ['before –08:00', 'day 08:00–20:00 missed', 'night 20:00–08:00 +1'],
    ['gap 08:00–24:00'],
    ['gap 00:00–24:00'],
  ])
  expect(days.map(({ isToday }) => isToday)).toEqual([true, false, false])
  expect(days[0]?.entries.map((entry) => entry.kind === 'shift' && [entry.name, entry.isMine])).toEqual([
    ['Dr. Ole', false],
    ['Dr. Anna', true],
    ['Dr. Ole', false],
  ])
})

it('shows a weekend, and longer ones, on each of their days', () => {
  const shifts = [
    shift('weekend', ole, '2026-03-06 16:00', '2026-03-09 08:00'),
    shift('night', anna, '2026-03-08 20:00', '2026-03-09 08:00'),
    // Until midnight is until the end of the day before.
    shift('week', anna, '2026-03-05 00:00', '2026-03-09 00:00'),
  ]
  const rota = { shifts, swaps: [], gaps: [], people: [], policy: usualPolicy(timeZone) }
  const days = rotaDays(rota, '2026-03-05', 5, { me: anna, now: at('2026-03-04 09:00') })
  expect(days.map(({ entries }) => entries.map(said))).toEqual([
    ['week 00:00–24:00 +3'],
    ['week –24:00 +2', 'weekend 16:00–08:00 +3'],
    ['week –24:00 +1', 'weekend –08:00 +2'],
    ['week –24:00', 'weekend –08:00 +1', 'night 20:00–08:00 +1'],
    ['weekend –08:00'],
  ])
})
