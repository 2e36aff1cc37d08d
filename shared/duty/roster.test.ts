import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '../matrix/ids.ts'
import {
  begin,
  calledAt,
  follow,
  hadPart,
  isOnDuty,
  mayRead,
  membersOf,
  move,
  type OnDuty,
  onDutyOf,
  wasOnDuty,
} from './roster.ts'
import { keptShifts, parseRoster, type Roster } from './roster-content.ts'

const [ida, mehmet, sofia, lena] = (['ida:nord', 'mehmet:sued', 'sofia:sued', 'lena:sued'] as const).map(
  (name) => `@${name}.localhost` as UserId,
) as [UserId, UserId, UserId, UserId]
const service = {
  id: 'kardiologie',
  name: 'Kardiologie',
  specialty: 'cardiology',
  serverName: 'sued.localhost' as ServerName,
} as const

const first = (userId: UserId, since = 10): OnDuty => ({ userId, tier: 'first', since })
const lead = (userId: UserId, since = 10): OnDuty => ({ userId, tier: 'lead', since })
const started = (...onDuty: OnDuty[]) => begin({ service, asker: ida }, onDuty, 100)
const moved = (...args: Parameters<typeof move>): Roster => {
  const result = move(...args)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

describe('a duty conversation', () => {
  it('names who is on duty, first tier first, and never the asker', () => {
    const roster = started(lead(sofia), first(mehmet), first(ida))
    expect(onDutyOf(roster).map(({ userId }) => userId)).toEqual([mehmet, sofia])
    expect(membersOf(roster)).toEqual([ida, mehmet, sofia])
    expect(parseRoster(JSON.parse(JSON.stringify(roster)))).toEqual(roster)
  })

  it('may be begun when nobody is on duty', () => {
    expect(membersOf(started())).toEqual([ida])
  })

  it('follows the shifts: who goes is out, who comes is in, and when is written down', () => {
    const roster = follow(started(first(mehmet)), [first(sofia, 200)], 201)
    expect(membersOf(roster)).toEqual([ida, sofia])
    expect(roster.shifts).toEqual([
      { ...first(mehmet), until: 201 },
      { ...first(sofia, 200), until: null },
    ])
    expect(roster.version).toBe(2)
  })

  it('is the same while nothing changes', () => {
    const roster = started(first(mehmet), lead(sofia))
    expect(follow(roster, [lead(sofia), first(mehmet)], 500)).toBe(roster)
  })

  it('knows a change of tier as a new shift of the same person', () => {
    const roster = follow(started(first(mehmet)), [lead(mehmet, 200)], 200)
    expect(onDutyOf(roster)).toEqual([{ ...lead(mehmet, 200), until: null }])
    expect(roster.shifts).toHaveLength(2)
  })

  it.each([
    [9, false],
    [10, true],
    [201, true],
    [202, false],
  ])('believes the role at %i ms: %j', (at, isBelieved) => {
    const roster = follow(started(first(mehmet)), [], 201)
    expect(wasOnDuty(roster, mehmet, at)).toBe(isBelieved)
    expect(wasOnDuty(roster, sofia, at)).toBe(false)
  })

  it('keeps the newest shifts, and every one that runs', () => {
    let roster = started(first(mehmet))
    for (let at = 200; at < 200 + 2 * keptShifts; at += 1)
      roster = follow(roster, [first(mehmet), first(lena, at)], at + 1)
    expect(roster.shifts).toHaveLength(keptShifts)
    expect(isOnDuty(roster, mehmet)).toBe(true)
  })
})

describe('handing over', () => {
  it('to a colleague who is not on duty yet lets them in, and out goes who hands over when their duty ends', () => {
    const handed = moved(started(first(mehmet)), { to: 'handed', person: sofia }, mehmet, 300)
    expect(membersOf(handed)).toEqual([ida, mehmet, sofia])
    const after = follow(handed, [], 301)
    expect(membersOf(after)).toEqual([ida, sofia])
    expect(after.handovers).toEqual([{ from: mehmet, to: sofia, at: 300 }])
    expect(hadPart(after, mehmet)).toBe(true)
    expect(mayRead(after, mehmet)).toBe(false)
  })

  it('to a colleague on duty needs no place for them', () => {
    const roster = moved(started(first(mehmet), lead(sofia)), { to: 'handed', person: sofia }, mehmet, 300)
    expect(roster.holders).toEqual([])
    expect(calledAt(roster, sofia)).toBe(300)
  })

  it('twice is once', () => {
    const roster = moved(started(first(mehmet), lead(sofia)), { to: 'handed', person: sofia }, mehmet, 300)
    expect(moved(roster, { to: 'handed', person: sofia }, mehmet, 301)).toBe(roster)
    const gone = follow(roster, [lead(sofia)], 302)
    expect(moved(gone, { to: 'handed', person: sofia }, mehmet, 303)).toBe(gone)
  })

  it('is for those who have it, and neither to themselves nor to the asker', () => {
    const roster = started(first(mehmet))
    expect(move(roster, { to: 'handed', person: sofia }, sofia, 1)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(move(roster, { to: 'handed', person: sofia }, ida, 1)).toMatchObject({ error: { code: 'not-allowed' } })
    for (const person of [mehmet, ida])
      expect(move(roster, { to: 'handed', person }, mehmet, 1)).toMatchObject({ error: { code: 'bad-input' } })
  })
})

describe('what somebody keeps', () => {
  it('stays with them after their duty, without the word of the role', () => {
    const roster = follow(moved(started(first(mehmet)), { to: 'kept' }, mehmet, 300), [first(sofia, 310)], 311)
    expect(membersOf(roster)).toEqual([ida, sofia, mehmet])
    expect(wasOnDuty(roster, mehmet, 320)).toBe(false)
  })
})

describe('a closed conversation', () => {
  const closed = () => moved(started(first(mehmet)), { to: 'closed' }, mehmet, 300)

  it('calls nobody new, and lets go who goes', () => {
    expect(follow(closed(), [first(mehmet), first(sofia, 400)], 401)).toMatchObject({ version: 2 })
    expect(membersOf(follow(closed(), [first(sofia, 400)], 401))).toEqual([ida])
  })

  it('is opened again by its asker, for those on duty then', () => {
    const opened = moved(follow(closed(), [], 350), { to: 'open' }, ida, 400)
    expect(opened).toMatchObject({ status: 'open', openedAt: 400 })
    expect(membersOf(follow(opened, [first(sofia, 390)], 401))).toEqual([ida, sofia])
  })

  it('is not closed by its asker, nor opened by a stranger', () => {
    expect(move(started(first(mehmet)), { to: 'closed' }, ida, 1)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(move(closed(), { to: 'open' }, lena, 1)).toMatchObject({ error: { code: 'not-allowed' } })
  })
})
