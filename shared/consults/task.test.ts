import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { acceptWithinMs, answerWithinMs, followUpWithinMs } from './priority.ts'
import {
  type Actor,
  askersOf,
  type Change,
  dueAt,
  dueChange,
  isAlerted,
  isLateFor,
  mayHaveHome,
  openTo,
  ownersOf,
  partsOf,
  type Role,
  request,
  roleOf,
  transition,
  transitions,
} from './task.ts'
import {
  type BroughtIn,
  type ChangeName,
  changeNames,
  type ReasonedChange,
  reasons,
  type Task,
  type TaskStatus,
  taskStatuses,
} from './task-content.ts'

const asker = '@nina:nord.localhost' as UserId
const first = '@ernst:sued.localhost' as UserId
const second = '@zoe:sued.localhost' as UserId
const lead = '@lea:sued.localhost' as UserId
const report = '$report' as EventId
const question = '$question' as EventId
const start = 1_000_000
const person = (userId: UserId): Actor => ({ kind: 'person', userId })
const timer: Actor = { kind: 'timer' }

const part: BroughtIn = {
  roomId: '!part' as RoomId,
  requestId: 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55',
  label: '0B2C',
  priority: 'urgent',
  service: {
    id: 'chirurgie',
    name: 'Chirurgie',
    specialty: 'general-surgery',
    serverName: 'nord.localhost' as ServerName,
  },
}

const made = request(
  {
    label: '7F3A',
    requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    requester: asker,
    priority: 'stat',
    service: {
      id: 'kardiologie',
      name: 'Kardiologie',
      specialty: 'cardiology',
      serverName: 'sued.localhost' as ServerName,
      practitioner: null,
      times: null,
    },
    onCall: [
      { userId: lead, tier: 'lead' },
      { userId: first, tier: 'first' },
      { userId: second, tier: 'second' },
    ],
  },
  start,
)
if (!made.ok) throw new Error('the request was refused')
const asked = made.value

const must = (task: Task, change: Change & { expectedVersion?: number }, actor: Actor, now = start): Task => {
  const result = transition(task, change, actor, now)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const refusal = (task: Task, change: Change & { expectedVersion?: number }, actor: Actor, now = start) => {
  const result = transition(task, change, actor, now)
  return result.ok ? 'ok' : result.error
}

const accepted = must(asked, { to: 'accepted' }, person(first))
const inStatus: Record<TaskStatus, Task> = {
  requested: asked,
  received: must(asked, { to: 'received' }, person(first)),
  accepted,
  'in-progress': must(accepted, { to: 'in-progress' }, person(first)),
  'on-hold': must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first)),
  completed: must(accepted, { to: 'completed', report }, person(first)),
  rejected: must(accepted, { to: 'rejected', reason: 'not-indicated' }, person(first)),
  cancelled: must(asked, { to: 'cancelled', reason: 'no-longer-needed' }, person(asker)),
  failed: { ...asked, status: 'failed', businessStatus: 'expired', escalateAt: null },
}
const roles: Record<Role, Actor> = {
  requester: person(asker),
  consultant: person(first),
  candidate: person(second),
  system: timer,
}

/** Status × who: what may be asked for. `race`: somebody else has it. Everything else is refused. */
const table: Record<TaskStatus, Partial<Record<Role, ChangeName[]>>> = {
  requested: { requester: ['cancelled'], candidate: ['received', 'accepted', 'rejected'], system: ['escalated'] },
  received: { requester: ['cancelled'], candidate: ['accepted', 'rejected'], system: ['escalated'] },
  accepted: {
    requester: ['cancelled'],
    consultant: ['rejected', 'in-progress', 'on-hold', 'completed', 'interim', 'handed', 'brought-in'],
  },
  'in-progress': {
    requester: ['cancelled'],
    consultant: ['rejected', 'on-hold', 'completed', 'interim', 'handed', 'brought-in'],
  },
  'on-hold': {
    requester: ['in-progress', 'cancelled'],
    consultant: ['rejected', 'in-progress', 'completed', 'handed', 'brought-in'],
  },
  completed: { requester: ['closed', 'reopened'] },
  rejected: {},
  cancelled: {},
  failed: {},
}

const rows = taskStatuses.flatMap((status) =>
  (Object.keys(roles) as Role[]).flatMap((role) => changeNames.map((to) => [status, role, to] as const)),
)

describe('a consult task', () => {
  it.each(rows)('in %s asked by the %s to become %s goes by the table', (status, role, to) => {
    const task = inStatus[status]
    // Before anybody accepted there is no consultant: that row is a candidate like any other.
    const row = role === 'consultant' && task.owner === null ? 'candidate' : role
    const reason = reasons[to as ReasonedChange]?.[0]
    const next = to === 'handed' ? second : undefined
    const change: Change = {
      to,
      reason,
      report,
      question,
      outcome: 'no-change',
      person: next,
      part: to === 'brought-in' ? part : undefined,
    }
    const result = transition(task, change, roles[role], start + acceptWithinMs.stat)
    expect(result.ok, JSON.stringify(result)).toBe(table[status][row]?.includes(to) ?? false)
    if (result.ok) return
    const isLate =
      row === 'candidate' && task.owner !== null && (transitions[to].by as readonly Role[]).includes('candidate')
    if (isLate) expect(result.error).toMatchObject({ code: 'race-lost', details: { owner: first } })
    else expect(['illegal-transition', 'not-allowed']).toContain(result.error.code)
  })

  it('shows a person exactly what they may ask for', () => {
    for (const status of taskStatuses)
      for (const role of ['requester', 'consultant', 'candidate'] as const) {
        const task = inStatus[status]
        const row = role === 'consultant' && task.owner === null ? 'candidate' : role
        const actor = roles[role]
        if (actor.kind !== 'person') continue
        expect(openTo(task, actor.userId, start).sort()).toEqual([...(table[status][row] ?? [])].sort())
      }
  })

  it('belongs to the one who accepted, and of two who accept at once the other is told who has it', () => {
    expect(accepted).toMatchObject({ owner: first, escalateAt: null, version: 2 })
    expect(refusal(accepted, { to: 'accepted', expectedVersion: 1 }, person(second))).toEqual({
      code: 'race-lost',
      details: { status: 'accepted', version: 2, owner: first },
    })
  })

  it('answers a repeated request with what it already did', () => {
    expect(must(accepted, { to: 'accepted', expectedVersion: 1 }, person(first))).toBe(accepted)
    const declined = must(asked, { to: 'rejected', reason: 'capacity' }, person(first))
    expect(must(declined, { to: 'rejected', reason: 'capacity', expectedVersion: 1 }, person(first))).toBe(declined)
  })

  it('is accepted although somebody else has seen it or the next tier was alerted meanwhile', () => {
    const seen = must(asked, { to: 'received' }, person(second))
    const late = must(seen, { to: 'escalated' }, timer, start + acceptWithinMs.stat)
    expect(must(late, { to: 'accepted', expectedVersion: 1 }, person(first))).toMatchObject({
      owner: first,
      version: 4,
    })
  })

  it('is not cancelled by someone who has not seen that it was accepted', () => {
    expect(refusal(accepted, { to: 'cancelled', reason: 'other', expectedVersion: 1 }, person(asker))).toMatchObject({
      code: 'race-lost',
    })
  })

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

  it('is handed to a colleague, with who, when and why, and has one owner at a time', () => {
    const colleague = '@sofie:sued.localhost' as UserId
    const hand = { to: 'handed', reason: 'end-of-shift', person: colleague } as const
    const waits = must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first))
    const handed = must(waits, hand, person(first), start + 9)
    expect(handed).toMatchObject({ owner: colleague, status: 'on-hold', statusReason: 'needs-imaging' })
    expect(handed.answerLeftMs).toBe(waits.answerLeftMs)
    expect(handed.changes.at(-1)).toMatchObject({ by: first, person: colleague, at: start + 9, reason: 'end-of-shift' })
    expect(handed.candidates.map(({ userId }) => userId)).toEqual([first, second, lead, colleague])
    expect(ownersOf(handed)).toEqual([first, colleague])
    // Who had it may do nothing with it any more; once more is the same as once.
    expect(refusal(handed, { to: 'in-progress' }, person(first))).toEqual({ code: 'not-allowed' })
    expect(refusal(handed, { to: 'accepted' }, person(first))).toMatchObject({ details: { owner: colleague } })
    expect(must(handed, { ...hand, expectedVersion: waits.version }, person(first))).toBe(handed)
    const back = must(handed, { ...hand, person: first }, person(colleague))
    expect(back.candidates).toEqual(handed.candidates)
    expect(must(back, { to: 'completed', report }, person(first))).toMatchObject({ owner: first })
  })

  it.each([undefined, first, asker, '@nora:nord.localhost' as UserId])('is not handed to %s', (to) => {
    const change: Change = { to: 'handed', reason: 'end-of-shift', person: to }
    expect(refusal(accepted, change, person(first))).toMatchObject({ code: 'bad-input', details: { field: 'person' } })
  })

  it('stays with its owner when a further specialty is brought in, which is on record, and asked for once', () => {
    const bring = { to: 'brought-in', reason: 'joint-decision', part } as const
    const waits = must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first))
    const both = must(waits, bring, person(first), start + 9)
    expect(both).toMatchObject({ owner: first, status: 'on-hold', statusReason: 'needs-imaging' })
    expect(both.changes.at(-1)).toMatchObject({ by: first, at: start + 9, reason: 'joint-decision', part })
    expect(partsOf(both)).toEqual([part])
    expect(must(both, { ...bring, expectedVersion: waits.version }, person(first))).toBe(both)
    const again = { ...bring, part: { ...part, requestId: '0b7a6f6e-1a53-4e0c-9a7e-0f1f6a1c2d33' } }
    expect(refusal(both, again, person(first))).toMatchObject({ code: 'bad-input', details: { field: 'part' } })
    const same = { ...part, service: accepted.service }
    expect(refusal(accepted, { ...bring, part: same }, person(first))).toMatchObject({ details: { field: 'part' } })
    expect(refusal(accepted, { to: 'in-progress', part }, person(first))).toMatchObject({ details: { field: 'part' } })
  })

  it('that was brought in belongs to both who asked, is written where the first is, and brings in nobody itself', () => {
    const partOf = { roomId: '!first' as RoomId, requestId: asked.requestId, label: '7F3A', requester: asker }
    const onCall = [first, asker, second].map((userId) => ({ userId, tier: 'first' as const }))
    const { service } = asked
    const made = request(
      { label: '0B2C', requestId: part.requestId, requester: first, priority: 'urgent', service, onCall, partOf },
      start,
    )
    if (!made.ok) throw new Error(made.error.code)
    expect(made.value.candidates.map(({ userId }) => userId)).toEqual([second])
    expect(askersOf(made.value)).toEqual([first, asker])
    expect([first, asker].map((one) => roleOf(made.value, one))).toEqual(['requester', 'requester'])
    expect(['nord.localhost', 'sued.localhost'].map((home) => mayHaveHome(made.value, home as ServerName))).toEqual([
      true,
      false,
    ])
    const taken = must(made.value, { to: 'accepted' }, person(second))
    expect(openTo(taken, second, start)).not.toContain('brought-in')
  })

  it('wants a coded reason of the right kind, and a report to be completed', () => {
    expect(refusal(accepted, { to: 'on-hold' }, person(first))).toMatchObject({ code: 'bad-input' })
    expect(refusal(accepted, { to: 'on-hold', reason: 'capacity' }, person(first))).toMatchObject({ code: 'bad-input' })
    expect(refusal(asked, { to: 'accepted', reason: 'other' }, person(first))).toMatchObject({ code: 'bad-input' })
    expect(refusal(accepted, { to: 'completed' }, person(first))).toMatchObject({ code: 'illegal-transition' })
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

  describe('once accepted', () => {
    const within = answerWithinMs.stat

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

    it('takes interim answers, which complete nothing', () => {
      const interim = must(accepted, { to: 'interim', report }, person(first))
      expect(interim).toMatchObject({ status: 'in-progress', businessStatus: 'interim-results', interim: report })
      expect(interim).toMatchObject({ output: null, answerBy: accepted.answerBy })
      expect(refusal(accepted, { to: 'interim' }, person(first))).toMatchObject({ details: { needs: 'report' } })
    })

    it('is closed with its outcome by who asked, once', () => {
      const { completed } = inStatus
      expect(refusal(completed, { to: 'closed' }, person(asker))).toMatchObject({ details: { needs: 'outcome' } })
      const closed = must(completed, { to: 'closed', outcome: 'transferred' }, person(asker))
      expect(closed).toMatchObject({ status: 'completed', businessStatus: 'closed', outcome: 'transferred' })
      expect(closed.changes.at(-1)).toMatchObject({ change: 'closed', outcome: 'transferred' })
      expect(refusal(closed, { to: 'closed', outcome: 'no-change' }, person(asker))).toMatchObject({
        code: 'illegal-transition',
      })
    })

    it('comes back to its owner with a follow-up question, for four weeks', () => {
      const closed = must(inStatus.completed, { to: 'closed', outcome: 'no-change' }, person(asker))
      const asksAgain: Change = { to: 'reopened', question }
      const reopened = must(closed, asksAgain, person(asker), start + followUpWithinMs)
      expect(reopened).toMatchObject({ status: 'accepted', businessStatus: 'follow-up', owner: first, question })
      expect(reopened).toMatchObject({ outcome: null, output: report, answerBy: start + followUpWithinMs + within })
      expect(refusal(closed, asksAgain, person(asker), start + followUpWithinMs + 1)).toMatchObject({
        code: 'illegal-transition',
      })
      expect(openTo(closed, asker, start + followUpWithinMs + 1)).toEqual([])
    })
  })

  it('is nobody else’s business', () => {
    const stranger = person('@eve:sued.localhost' as UserId)
    for (const to of changeNames)
      expect(refusal(asked, { to, report, question, outcome: 'no-change' }, stranger)).toEqual({ code: 'not-allowed' })
  })

  it('is not asked when nobody but the person themselves is on call', () => {
    const { service, label, requestId } = asked
    const alone = request(
      { service, label, requestId, requester: asker, priority: 'urgent', onCall: [{ userId: asker, tier: 'first' }] },
      start,
    )
    expect(alone).toEqual({ ok: false, error: { code: 'nobody-on-call' } })
  })
})
