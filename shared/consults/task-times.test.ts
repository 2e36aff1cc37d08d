import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '../matrix/ids.ts'
import { request } from './new-task.ts'
import { acceptWithinMs, answerWithinMs } from './priority.ts'
import type { Task } from './task-content.ts'
import {
  accepted,
  asked,
  asker,
  first,
  lead,
  must,
  person,
  refusal,
  report,
  second,
  start,
  timer,
} from './task-for-tests.ts'
import { isAlerted, isLateFor } from './task-people.ts'
import { dueAt, dueChange } from './task-times.ts'

const within = answerWithinMs.stat

describe('the times of a consult task', () => {
  it('alerts one tier after the other and fails when the last one did not answer', () => {
    const step = acceptWithinMs.stat
    expect(dueChange(asked, start + step - 1)).toBeNull()
    const alerted = (task: Task) => [first, second, lead].filter((who) => isAlerted(task, who))
    expect(alerted(asked)).toEqual([first])
    const toSecond = must(asked, { to: 'escalated' }, timer, start + step)
    expect(alerted(toSecond)).toEqual([first, second])
    expect(toSecond.escalateAt).toBe(start + 2 * step)
    const toLead = must(toSecond, { to: 'escalated' }, timer, start + 2 * step)
    expect(dueChange(toLead, start + 3 * step)).toBe('failed')
    const failed = must(toLead, { to: 'failed' }, timer, start + 3 * step)
    expect(failed).toMatchObject({ status: 'failed', businessStatus: 'expired', escalateAt: null })
    expect(alerted(failed)).toEqual([])
  })

  it('goes to the second choice when the first has declined or stayed silent, tier by tier', () => {
    const [pia, uwe] = ['@pia:west.localhost', '@uwe:west.localhost'] as [UserId, UserId]
    const west = { ...asked.service, serverName: 'west.localhost' as ServerName }
    const two = request(
      {
        ...{
          label: asked.label,
          requestId: asked.requestId,
          requester: asker,
          priority: 'stat',
          service: asked.service,
        },
        onCall: [{ userId: first, tier: 'first' }],
        alternative: {
          service: west,
          onCall: [
            { userId: uwe, tier: 'lead' },
            { userId: pia, tier: 'first' },
            { userId: first, tier: 'second' },
          ],
        },
      },
      start,
    )
    if (!two.ok) throw new Error('the request was refused')
    // Nobody is called twice.
    expect(two.value.candidates.map(({ userId }) => userId)).toEqual([first, pia, uwe])
    const alerted = (task: Task) => [first, pia, uwe].filter((who) => isAlerted(task, who))
    expect([two.value.alternative, alerted(two.value)]).toEqual([west, [first]])
    const declined = must(two.value, { to: 'rejected', reason: 'capacity' }, person(first))
    expect([declined.status, alerted(declined)]).toEqual(['requested', [pia]])
    const step = acceptWithinMs.stat
    const silent = must(two.value, { to: 'escalated' }, timer, start + step)
    expect([silent.isAlternative, alerted(silent)]).toEqual([true, [first, pia]])
    const silentToo = must(silent, { to: 'escalated' }, timer, start + 2 * step)
    expect(alerted(silentToo)).toEqual([first, pia, uwe])
    expect(dueChange(silentToo, start + 3 * step)).toBe('failed')
    expect(must(silentToo, { to: 'accepted' }, person(pia))).toMatchObject({ owner: pia, status: 'accepted' })
  })

  it('goes to the next tier as soon as everybody before has declined, and is rejected by the last one', () => {
    const declined = must(asked, { to: 'rejected', reason: 'capacity' }, person(first), start + 5)
    expect(declined).toMatchObject({ status: 'requested', tier: 'second', escalateAt: start + 5 + acceptWithinMs.stat })
    // Who declined and finds time after all is better than nobody.
    expect(refusal(declined, { to: 'accepted' }, person(first))).toBe('ok')
    const again = must(declined, { to: 'rejected', reason: 'capacity' }, person(second))
    const over = must(again, { to: 'rejected', reason: 'wrong-specialty' }, person(lead))
    expect(over).toMatchObject({ status: 'rejected', statusReason: 'wrong-specialty', owner: null, escalateAt: null })
  })

  it('goes by the times of the department, and by its working hours when it can wait', () => {
    const times = {
      timeZone: 'Europe/Berlin',
      availableTime: [{ daysOfWeek: ['mon' as const], availableStartTime: '08:00', availableEndTime: '09:00' }],
      acceptWithin: { routine: 30, stat: 3 },
      answerWithin: { routine: 45 },
    }
    const friday = Date.parse('2026-03-06T20:00:00+01:00')
    const [monday, nextMonday] = ['2026-03-09T08:00:00+01:00', '2026-03-16T08:00:00+01:00'].map(Date.parse) as [
      number,
      number,
    ]
    const minute = 60_000
    const asking = (priority: 'routine' | 'stat') => {
      const { label, requestId, service } = asked
      const onCall = [{ userId: first, tier: 'first' as const }]
      const one = request(
        { label, requestId, requester: asker, priority, service: { ...service, times }, onCall },
        friday,
      )
      if (!one.ok) throw new Error(one.error.code)
      return one.value
    }
    expect(asking('stat').escalateAt).toBe(friday + 3 * minute)
    const routine = asking('routine')
    expect(routine.escalateAt).toBe(monday + 30 * minute)
    const owed = must(routine, { to: 'accepted' }, person(first), monday + 30 * minute)
    expect(owed.answerBy).toBe(nextMonday + 15 * minute)
    const held = must(owed, { to: 'on-hold', reason: 'needs-imaging' }, person(first), monday + 50 * minute)
    expect(held.answerLeftMs).toBe(25 * minute)
    const resumed = must(held, { to: 'in-progress' }, person(asker), nextMonday + 40 * minute)
    expect(resumed.answerBy).toBe(nextMonday + (7 * 24 * 60 + 5) * minute)
  })

  it('owes an answer in time, and tells the owner and the lead once when it is late', () => {
    expect(accepted).toMatchObject({ answerBy: start + within, isOverdue: false })
    expect([dueAt(accepted), dueChange(accepted, start + within - 1)]).toEqual([start + within, null])
    expect(dueChange(accepted, start + within)).toBe('overdue')
    const late = must(accepted, { to: 'overdue' }, timer, start + within)
    expect([first, second, lead].filter((who) => isLateFor(late, who))).toEqual([first, lead])
    expect([dueAt(late), dueChange(late, start + 9 * within)]).toEqual([null, null])
    // Whoever signs off in that moment is not sent back.
    expect(refusal(late, { to: 'completed', report, expectedVersion: accepted.version }, person(first))).toBe('ok')
  })

  it('stops the clock while data are waited for, and goes on with what was left', () => {
    const held = must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first), start + 1_000)
    expect(held).toMatchObject({ answerBy: null, answerLeftMs: within - 1_000 })
    expect([dueAt(held), dueChange(held, start + 99 * within)]).toEqual([null, null])
    const resumed = must(held, { to: 'in-progress' }, person(asker), start + 99 * within)
    expect(resumed).toMatchObject({ answerBy: start + 100 * within - 1_000, answerLeftMs: null })
  })
})
