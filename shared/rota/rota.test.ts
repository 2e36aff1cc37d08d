import { describe, expect, it } from 'vitest'
import type { UserId } from '../matrix/ids.ts'
import { addMonths, clockAt, dayAt, momentOf, mondayOf, startOf, weekNumberOf } from './calendar.ts'
import { dueShift, isMissed } from './due-shift.ts'
import { gapsOf } from './gaps.ts'
import { isPossible, overlapOf, type PlannedShift } from './planned-shift.ts'
import { usualPolicy } from './rota-policy.ts'
import { moveSwap, type Swap, type SwapMove } from './swap.ts'
import { entriesOfWeek, fillByTemplate } from './week-template.ts'

const timeZone = 'Europe/Berlin'
const [anna, ole, petra] = ['@anna:nord.example', '@ole:nord.example', '@petra:nord.example'] as [
  UserId,
  UserId,
  UserId,
]
const at = (text: string) => momentOf(text.slice(0, 10), text.slice(11), timeZone)
let made = 0
const shift = (start: string, end: string, change: Partial<PlannedShift> = {}): PlannedShift => {
  made += 1
  return { id: `shift-${made}`, tier: 'first', userId: anna, start: at(start), end: at(end), version: 1, ...change }
}
const hourMs = 3_600_000
const iso = (ms: number) => `${dayAt(ms, timeZone)} ${clockAt(ms, timeZone)}`

describe('days of a department', () => {
  it('go by its own clock', () => {
    expect(dayAt(Date.parse('2026-03-01T23:30:00Z'), timeZone)).toBe('2026-03-02')
    expect(dayAt(Date.parse('2026-03-01T23:30:00Z'), 'America/New_York')).toBe('2026-03-01')
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(addMonths('2026-12-05', 1)).toBe('2027-01-01')
  })
  it('have 23 and 25 hours when clocks change', () => {
    expect(startOf('2026-03-30', timeZone) - startOf('2026-03-29', timeZone)).toBe(23 * hourMs)
    expect(startOf('2026-10-26', timeZone) - startOf('2026-10-25', timeZone)).toBe(25 * hourMs)
    expect(clockAt(momentOf('2026-03-29', '02:30', timeZone), timeZone)).toBe('03:30')
  })
  it.each([
    ['2026-01-01', 1],
    ['2026-12-31', 53],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2024-12-30', 1],
  ])('%s is in week %i', (day, week) => expect(weekNumberOf(day)).toBe(week))
})

describe('a planned shift', () => {
  it('ends after it begins, and lasts a week at most', () => {
    expect(isPossible(shift('2026-03-02 08:00', '2026-03-02 08:00'))).toBe(false)
    expect(isPossible(shift('2026-03-02 08:00', '2026-03-09 08:00'))).toBe(true)
    expect(isPossible(shift('2026-03-02 08:00', '2026-03-11 08:00'))).toBe(false)
  })
  it('stands beside none of the same person at the same time', () => {
    const day = shift('2026-03-02 08:00', '2026-03-02 16:00')
    expect(overlapOf(shift('2026-03-02 15:00', '2026-03-02 20:00', { tier: 'second' }), [day])).toBe(day)
    expect(overlapOf(shift('2026-03-02 16:00', '2026-03-02 20:00'), [day])).toBeNull()
    expect(overlapOf(shift('2026-03-02 15:00', '2026-03-02 20:00', { userId: ole }), [day])).toBeNull()
    expect(overlapOf(day, [day])).toBeNull()
  })
})

describe('a week that fills a month', () => {
  const week = [
    shift('2026-03-02 08:00', '2026-03-02 16:00'),
    shift('2026-03-02 16:00', '2026-03-03 08:00', { userId: ole }),
    shift('2026-03-07 08:00', '2026-03-08 08:00', { userId: null, tier: 'second' }),
    shift('2026-03-09 08:00', '2026-03-09 16:00'),
  ]
  const template = { entries: entriesOfWeek(week, '2026-03-02', timeZone) }
  const fill = (from: string, until: string, existing: readonly PlannedShift[] = []) => {
    const newId = () => shift(`${from} 00:00`, `${from} 01:00`).id
    return fillByTemplate(template, { from, until, timeZone, existing, newId })
  }

  it('is read from what is planned', () => {
    expect(
      template.entries.map(({ dayOfWeek, start, end, endsAfterDays }) => [dayOfWeek, start, end, endsAfterDays]),
    ).toEqual([
      ['mon', '08:00', '16:00', 0],
      ['mon', '16:00', '08:00', 1],
      ['sat', '08:00', '08:00', 1],
    ])
  })
  it('keeps its hours by the clock over the change to summer time', () => {
    const filled = fill('2026-03-23', '2026-04-05')
    expect(filled.map(({ start, end }) => `${iso(start)} – ${iso(end)}`)).toEqual([
      '2026-03-23 08:00 – 2026-03-23 16:00',
      '2026-03-23 16:00 – 2026-03-24 08:00',
      '2026-03-28 08:00 – 2026-03-29 08:00',
      '2026-03-30 08:00 – 2026-03-30 16:00',
      '2026-03-30 16:00 – 2026-03-31 08:00',
      '2026-04-04 08:00 – 2026-04-05 08:00',
    ])
    expect((filled[2]?.end ?? 0) - (filled[2]?.start ?? 0)).toBe(23 * hourMs)
  })
  it('adds nothing the second time, and leaves what was planned by hand', () => {
    const first = fill('2026-03-16', '2026-03-22')
    expect(fill('2026-03-16', '2026-03-22', first)).toEqual([])
    const byHand = shift('2026-03-16 08:00', '2026-03-16 16:00', { userId: petra })
    expect(fill('2026-03-16', '2026-03-16', [byHand]).map(({ userId }) => userId)).toEqual([ole])
  })
  it('leaves a shift open whose person is planned elsewhere at that time', () => {
    const elsewhere = shift('2026-03-16 20:00', '2026-03-17 00:00', { userId: ole, tier: 'second' })
    expect(fill('2026-03-16', '2026-03-16', [elsewhere]).map(({ userId }) => userId)).toEqual([anna, null])
  })
})

describe('gaps', () => {
  const policy = usualPolicy(timeZone)
  const within = { from: at('2026-03-02 00:00'), to: at('2026-03-03 00:00') }
  const said = (gaps: ReturnType<typeof gapsOf>) =>
    gaps.map(({ tier, from, to }) => `${tier} ${iso(from)} – ${iso(to)}`)

  it('are where nobody is planned whom the department needs', () => {
    const planned = [
      shift('2026-03-02 08:00', '2026-03-02 16:00'),
      shift('2026-03-02 15:00', '2026-03-02 20:00', { userId: ole }),
      shift('2026-03-02 20:00', '2026-03-03 08:00', { userId: null }),
      shift('2026-03-02 00:00', '2026-03-03 00:00', { tier: 'second' }),
    ]
    expect(said(gapsOf(planned, policy, null, within))).toEqual([
      'first 2026-03-02 00:00 – 2026-03-02 08:00',
      'first 2026-03-02 20:00 – 2026-03-03 00:00',
    ])
  })
  it('follow the working hours, and what is outside of them', () => {
    const hours = {
      availableTime: [{ daysOfWeek: ['mon' as const], availableStartTime: '08:00', availableEndTime: '16:00' }],
    }
    const needed = { first: 'working-hours', second: 'outside-working-hours', lead: 'never' } as const
    expect(said(gapsOf([], { needed, timeZone }, hours, within))).toEqual([
      'second 2026-03-02 00:00 – 2026-03-02 08:00',
      'first 2026-03-02 08:00 – 2026-03-02 16:00',
      'second 2026-03-02 16:00 – 2026-03-03 00:00',
    ])
    expect(said(gapsOf([], { needed, timeZone }, null, within))).toEqual(['first 2026-03-02 00:00 – 2026-03-03 00:00'])
  })
  it('are none on a night of 9 hours that is planned as one shift', () => {
    const night = [shift('2026-10-24 22:00', '2026-10-25 07:00')]
    const span = { from: at('2026-10-24 22:00'), to: at('2026-10-25 07:00') }
    expect(span.to - span.from).toBe(10 * hourMs)
    expect(gapsOf(night, policy, null, span)).toEqual([])
  })
})

describe('a swap', () => {
  const mine = shift('2026-03-02 08:00', '2026-03-02 16:00')
  const offered: Swap = { shiftId: mine.id, status: 'offered', by: anna, to: null, takenBy: null, at: 1 }
  const taken: Swap = { ...offered, status: 'taken', takenBy: ole }
  const now = at('2026-03-01 08:00')
  const move = (
    swap: Swap | null,
    what: SwapMove,
    by: UserId,
    more: { swaps?: 'agreed'; mayPlan?: true; now?: number } = {},
  ) => {
    const { swaps = 'free', mayPlan = false } = more
    const moved = moveSwap({ shift: mine, swap, policy: { swaps }, mayPlan, now: more.now ?? now }, what, by)
    return moved.ok ? [moved.value.userId, moved.value.swap?.status ?? null] : moved.error.code
  }

  it.each([
    ['is offered by whose shift it is', null, { to: 'offered', person: null }, anna, {}, [anna, 'offered']],
    ['is offered by nobody else', null, { to: 'offered', person: null }, ole, { mayPlan: true }, 'not-allowed'],
    ['is not offered to oneself', null, { to: 'offered', person: anna }, anna, {}, 'bad-input'],
    ['is not offered when it is over', null, { to: 'offered', person: null }, anna, { now: mine.end }, 'not-allowed'],
    ['is taken back', offered, { to: 'withdrawn' }, anna, {}, [anna, null]],
    ['is taken back by no colleague', offered, { to: 'withdrawn' }, ole, {}, 'not-allowed'],
    ['makes the shift the one of who takes it', offered, { to: 'taken' }, ole, {}, [ole, null]],
    ['waits for agreement where that is asked', offered, { to: 'taken' }, ole, { swaps: 'agreed' }, [anna, 'taken']],
    ['needs none of who plans', offered, { to: 'taken' }, ole, { swaps: 'agreed', mayPlan: true }, [ole, null]],
    ['is taken by one only', taken, { to: 'taken' }, petra, { swaps: 'agreed' }, 'race-lost'],
    ['may be taken twice by the same', taken, { to: 'taken' }, ole, { swaps: 'agreed' }, [anna, 'taken']],
    ['is gone when it was taken back', null, { to: 'taken' }, ole, {}, 'race-lost'],
    ['is for the one who was asked', { ...offered, to: petra }, { to: 'taken' }, ole, {}, 'not-allowed'],
    ['is gone when the shift became another’s', { ...offered, by: petra }, { to: 'taken' }, ole, {}, 'race-lost'],
    ['is agreed to by who plans', taken, { to: 'agreed' }, petra, { mayPlan: true }, [ole, null]],
    ['is agreed to by nobody else', taken, { to: 'agreed' }, ole, {}, 'not-allowed'],
    ['is declined by who plans', taken, { to: 'declined' }, petra, { mayPlan: true }, [anna, 'offered']],
    ['may be given up by who took it', taken, { to: 'declined' }, ole, {}, [anna, 'offered']],
    ['is agreed to only when somebody has taken it', offered, { to: 'agreed' }, petra, { mayPlan: true }, 'race-lost'],
  ] as [string, Swap | null, SwapMove, UserId, object, unknown][])('%s', (_, swap, what, by, more, outcome) => {
    expect(move(swap, what, by, more)).toEqual(outcome)
  })
})

describe('a shift that begins', () => {
  const early = shift('2026-03-02 08:00', '2026-03-02 16:00')
  const late = shift('2026-03-02 16:00', '2026-03-02 22:00', { tier: 'second' })
  const ask = (clock: string, tier: PlannedShift['tier'] | null, since = '2026-03-02 07:50', shifts = [early]) => {
    const due = dueShift({ shifts, tier, since: tier ? at(since) : null, now: at(clock) })
    return due && [due.ask, due.shift.tier]
  }

  it('asks who is planned from a quarter of an hour before', () => {
    expect(ask('2026-03-02 07:44', null)).toBeNull()
    expect(ask('2026-03-02 07:45', null)).toEqual(['take-over', 'first'])
    expect(ask('2026-03-02 15:59', null)).toEqual(['take-over', 'first'])
    expect(ask('2026-03-02 16:00', null)).toBeNull()
  })
  it('asks nothing of who has it, and asks to hand it over at its end', () => {
    expect(ask('2026-03-02 09:00', 'first')).toBeNull()
    expect(ask('2026-03-02 16:00', 'first')).toEqual(['hand-over', 'first'])
    expect(ask('2026-03-02 16:30', 'first', '2026-03-02 16:10')).toBeNull()
    expect(ask('2026-03-02 16:30', 'second')).toBeNull()
  })
  it('leaves a running one alone for the next', () => {
    expect(ask('2026-03-02 15:50', 'first', '2026-03-02 08:00', [early, late])).toBeNull()
    expect(ask('2026-03-02 16:00', 'first', '2026-03-02 08:00', [early, late])).toEqual(['take-over', 'second'])
  })
  it('is missed when nobody has come a quarter of an hour later', () => {
    expect(isMissed(early, false, at('2026-03-02 08:14'))).toBe(false)
    expect(isMissed(early, false, at('2026-03-02 08:15'))).toBe(true)
    expect(isMissed(early, true, at('2026-03-02 09:00'))).toBe(false)
    expect(isMissed({ ...early, userId: null }, false, at('2026-03-02 09:00'))).toBe(false)
  })
})
