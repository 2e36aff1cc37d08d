import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, UserId } from '../matrix/ids.ts'
import { calendarFile } from './icalendar.ts'
import { type PlanContent, type PlanEvent, parsePlan, standingOf } from './plan.ts'
import { heardPlan, mergedCalls, type PlannedCall, readPlannedCalls } from './planned-calls.ts'

const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const eve = '@eve:sued.example' as UserId
const plan = '$plan' as EventId
const room = '!room' as RoomId
const early = { start: 1_000_000, minutes: 30 }
const late = { start: 9_000_000, minutes: 30 }

let count = 0
const say = (sender: UserId, content: PlanContent, at: number): PlanEvent => {
  count += 1
  return { eventId: `$${String(count).padStart(3, '0')}` as EventId, sender, at, content }
}
const proposal: PlanEvent = { ...say(ida, { kind: 'proposal', version: 1, times: [early, late] }, 1), eventId: plan }
const answer = (sender: UserId, time: typeof early | null, at: number) =>
  say(sender, { kind: 'answer', version: 1, plan, time }, at)
const cancel = (sender: UserId, at: number) => say(sender, { kind: 'cancelled', version: 1, plan }, at)

describe('a planned call', () => {
  it('is open until somebody else accepts one of its times, and then fixed', () => {
    expect(standingOf(proposal, [answer(emil, null, 2)])).toMatchObject({ status: 'open', notComing: [emil] })
    expect(standingOf(proposal, [answer(ida, early, 2)]).status).toBe('open')
    expect(standingOf(proposal, [answer(emil, { start: 7, minutes: 30 }, 2)]).status).toBe('open')
    expect(standingOf(proposal, [answer(emil, late, 2)])).toMatchObject({ status: 'fixed', time: late, coming: [emil] })
  })

  it('is at the time that was accepted first, in whichever order it was heard', () => {
    const [first, second] = [answer(eve, late, 2), answer(emil, early, 3)]
    for (const said of [
      [first, second],
      [second, first],
    ]) {
      expect(standingOf(proposal, said)).toMatchObject({ status: 'fixed', time: late, coming: [eve] })
    }
  })

  it('goes by the last word of each, and can be cancelled by anybody', () => {
    const said = [answer(emil, late, 2), answer(eve, late, 3), answer(eve, null, 4)]
    expect(standingOf(proposal, said)).toMatchObject({ coming: [emil], notComing: [eve] })
    expect(standingOf(proposal, [...said, cancel(emil, 5)])).toMatchObject({ status: 'cancelled', cancelledBy: emil })
  })

  it('is read from what is ours only', () => {
    expect(parsePlan(proposal.content)).toEqual(proposal.content)
    for (const other of [{}, { kind: 'proposal', version: 1, times: [] }, { kind: 'answer', version: 1, plan: 'x' }])
      expect(parsePlan(other)).toBeNull()
  })
})

describe('the list of planned calls', () => {
  const hear = (...said: PlanEvent[]) =>
    said.reduce<readonly PlannedCall[]>((calls, event) => heardPlan(calls, room, event, ida, 0), [])
  const open = (calls: readonly PlannedCall[]) => calls.filter(({ isOff }) => !isOff).map(({ start }) => start)

  it('has what was accepted first, until it is cancelled or one does not come', () => {
    const [first, second] = [answer(eve, late, 2), answer(emil, early, 3)]
    expect(open(hear(second, first))).toEqual([late.start])
    expect(open(hear(first, second, cancel(eve, 4)))).toEqual([])
    expect(open(hear(first, answer(ida, null, 4)))).toEqual([])
    expect(open(hear(first, answer(ida, null, 4), answer(ida, late, 5)))).toEqual([late.start])
    expect(open(hear(first, answer(emil, null, 4)))).toEqual([late.start])
  })

  it('comes together from two devices, and forgets what is over', () => {
    const [call] = hear(answer(eve, late, 2))
    if (!call) throw new Error('one was heard')
    const off = { ...call, isOff: true, saidAt: 9 }
    expect(mergedCalls([call], [off], 0)).toEqual([off])
    expect(mergedCalls([off], [call], 0)).toEqual([off])
    expect(mergedCalls([call], [], late.start + 3 * 24 * 3_600_000)).toEqual([])
    expect(readPlannedCalls({ calls: [call] })).toEqual([call])
    expect(readPlannedCalls({ calls: ['x'] })).toEqual([])
  })
})

describe('the file for calendars', () => {
  it('says when and where, in lines that calendars take', () => {
    const start = Date.UTC(2026, 10, 30, 13, 5)
    const file = calendarFile({
      id: '$plan',
      start,
      minutes: 45,
      title: 'Videogespräch; mit, allen',
      url: 'https://nord.example/calls/!abc',
      madeAt: start - 1_000,
    })
    expect(file).toContain('DTSTART:20261130T130500Z\r\n')
    expect(file).toContain('DTEND:20261130T135000Z\r\n')
    expect(file).toContain('SUMMARY:Videogespräch\\; mit\\, allen\r\n')
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  })
})
