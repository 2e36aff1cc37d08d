import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { request } from './new-task.ts'
import { acceptWithinMs, answerWithinMs, followUpWithinMs } from './priority.ts'
import { type Change, openTo, transition, transitions } from './task.ts'
import {
  type ChangeName,
  changeNames,
  type ReasonedChange,
  reasons,
  type Task,
  type TaskChange,
  type TaskStatus,
  taskStatuses,
} from './task-content.ts'
import {
  accepted,
  asked,
  asker,
  first,
  inStatus,
  lead,
  must,
  part,
  person,
  question,
  refusal,
  report,
  roles,
  second,
  start,
  timer,
} from './task-for-tests.ts'
import {
  askerAtHome,
  askersOf,
  isHandedUnseen,
  mayHaveHome,
  ownersOf,
  partsOf,
  type Role,
  roleInStep,
  roleOf,
} from './task-people.ts'

/** Status × who: what may be asked for. `race`: somebody else has it. Everything else is refused. */
const table: Record<TaskStatus, Partial<Record<Role, ChangeName[]>>> = {
  requested: {
    requester: ['cancelled'],
    candidate: ['received', 'accepted', 'rejected'],
    system: ['escalated', 'stood-in'],
  },
  received: { requester: ['cancelled'], candidate: ['accepted', 'rejected'], system: ['escalated', 'stood-in'] },
  accepted: {
    requester: ['cancelled'],
    consultant: ['rejected', 'in-progress', 'on-hold', 'completed', 'interim', 'handed', 'brought-in'],
    system: ['released', 'stood-in'],
  },
  'in-progress': {
    requester: ['cancelled'],
    consultant: ['rejected', 'on-hold', 'completed', 'interim', 'handed', 'brought-in'],
    system: ['released', 'stood-in'],
  },
  'on-hold': {
    requester: ['in-progress', 'cancelled'],
    consultant: ['rejected', 'in-progress', 'completed', 'handed', 'brought-in'],
    system: ['released', 'stood-in'],
  },
  completed: { requester: ['closed', 'reopened'], consultant: ['corrected'] },
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
      report: to === 'corrected' ? ('$corrected' as EventId) : report,
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
    // Said at once, in either order: whoever accepts has seen it.
    expect(must(accepted, { to: 'received', expectedVersion: 1 }, person(first))).toBe(accepted)
    expect(refusal(accepted, { to: 'received', expectedVersion: 1 }, person(second))).toMatchObject({
      code: 'race-lost',
    })
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

  it('is unseen by who was handed it until they say so or do something with it, and nothing else changes then', () => {
    const colleague = '@sofie:sued.localhost' as UserId
    const waits = inStatus['on-hold']
    const hand = { to: 'handed', reason: 'end-of-shift', person: colleague } as const
    const handed = must(waits, hand, person(first), start + 9)
    const unseenBy = (task: Task) => [first, second, colleague].filter((one) => isHandedUnseen(task, one))
    expect(unseenBy(waits)).toEqual([])
    expect(unseenBy(handed)).toEqual([colleague])
    const seen = must(handed, { to: 'received' }, person(colleague), start + 10)
    expect(seen).toMatchObject({ owner: colleague, status: 'on-hold', statusReason: 'needs-imaging' })
    expect(roleInStep(seen, seen.changes.at(-1) as TaskChange)).toBe('consultant')
    expect(unseenBy(seen)).toEqual([])
    expect(refusal(seen, { to: 'received' }, person(colleague))).toMatchObject({ code: 'illegal-transition' })
    expect(refusal(handed, { to: 'received' }, person(first))).toMatchObject({ code: 'race-lost' })
    const begun = must(handed, { to: 'in-progress' }, person(colleague))
    expect(unseenBy(begun)).toEqual([])
    expect(must(begun, { to: 'received', expectedVersion: handed.version }, person(colleague))).toBe(begun)
    // That they saw it takes nothing from what was decided on at the same moment.
    expect(
      must(seen, { to: 'cancelled', reason: 'other', expectedVersion: handed.version }, person(asker)).status,
    ).toBe('cancelled')
    const again = must(seen, { ...hand, person: first }, person(colleague))
    expect(unseenBy(again)).toEqual([first])
    expect(unseenBy(must(again, hand, person(first)))).toEqual([colleague])
  })

  it('is free again when who has it has gone: the next are called, with a time to accept, and without anybody it fails', () => {
    const seen = must(
      must(asked, { to: 'escalated' }, timer, start + acceptWithinMs.stat),
      { to: 'accepted' },
      person(second),
    )
    const freed = must(seen, { to: 'released' }, timer, start + 400_000)
    const open = { status: 'requested', businessStatus: 'received', owner: null, answerBy: null }
    // Who was called before is called again, at the same tier.
    expect(freed).toMatchObject({ ...open, tier: 'second', escalateAt: start + 400_000 + acceptWithinMs.stat })
    expect(freed.candidates.map(({ userId }) => userId)).toEqual([first, lead])
    expect(roleOf(freed, second)).toBeNull()
    expect(ownersOf(freed)).toEqual([second])
    const again = must(freed, { to: 'accepted' }, person(first))
    // Who had called nobody else leaves it to whoever comes next.
    const last = must(again, { to: 'released' }, timer, start + 500_000)
    expect(last).toMatchObject({ ...open, tier: 'lead' })
    const ended = must(must(last, { to: 'accepted' }, person(lead)), { to: 'released' }, timer, start + 600_000)
    expect(ended).toMatchObject({ status: 'failed', owner: null, escalateAt: null, candidates: [] })
  })

  it('is looked after by a colleague when who asked has gone, who may what they could; time and status stay', () => {
    const [nora, olga] = ['@nora:nord.localhost', '@olga:nord.localhost'] as [UserId, UserId]
    const waits = must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first))
    const goes = must(waits, { to: 'stood-in', person: nora }, timer)
    expect(goes).toMatchObject({ ...waits, standIn: nora, version: waits.version + 1, changes: expect.anything() })
    expect(roleOf(goes, nora)).toBe('requester')
    expect(openTo(goes, nora, start).sort()).toEqual(['cancelled', 'in-progress'])
    expect(askerAtHome(goes)).toBe(nora)
    // Nobody answers their own question, and nobody of another clinic takes it over.
    for (const not of [first, '@emil:west.localhost' as UserId, asker])
      expect(refusal(waits, { to: 'stood-in', person: not }, timer)).toMatchObject({ details: { field: 'person' } })
    expect(refusal(waits, { to: 'stood-in', person: nora }, person(asker))).toEqual({ code: 'not-allowed' })
    // Then again, and at last nobody is left.
    expect(must(goes, { to: 'stood-in', person: olga }, timer)).toMatchObject({ standIn: olga })
    expect(must(goes, { to: 'stood-in' }, timer)).toMatchObject({ standIn: null })
    // Whoever decides meanwhile is not told that they were too late.
    const unclaimed = must(asked, { to: 'stood-in', person: nora }, timer)
    expect(must(unclaimed, { to: 'accepted', expectedVersion: 1 }, person(first))).toMatchObject({ owner: first })
  })

  it('says of each step in what role somebody took it, also of those who are nothing to it any more', () => {
    const colleague = '@sofie:sued.localhost' as UserId
    const stepsOf = (task: Task) => task.changes.map((change) => roleInStep(task, change))
    const declined = must(asked, { to: 'rejected', reason: 'capacity' }, person(first))
    const late = must(declined, { to: 'escalated' }, timer, start + acceptWithinMs.stat)
    const taken = must(late, { to: 'accepted' }, person(second))
    const waits = must(taken, { to: 'on-hold', reason: 'needs-imaging' }, person(second))
    const there = must(waits, { to: 'in-progress' }, person(asker))
    const handed = must(there, { to: 'handed', reason: 'end-of-shift', person: colleague }, person(second))
    const refused = must(handed, { to: 'rejected', reason: 'not-indicated' }, person(colleague))
    expect(stepsOf(refused)).toEqual([
      'candidate',
      'system',
      'candidate',
      'consultant',
      'requester',
      'consultant',
      'consultant',
    ])
    // Nobody else was on call: the decline ends it, and its last candidate never had it.
    const alone = { ...asked, candidates: asked.candidates.filter(({ userId }) => userId === first) }
    const ended = must(alone, { to: 'rejected', reason: 'capacity' }, person(first))
    expect(ended.status).toBe('rejected')
    expect(stepsOf(ended)).toEqual(['candidate'])
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

  describe('once accepted', () => {
    const within = answerWithinMs.stat

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

    it('is corrected by who signed, and then looked at again by who asked, also when they had closed it', () => {
      const closed = must(inStatus.completed, { to: 'closed', outcome: 'no-change' }, person(asker))
      const other = '$corrected' as EventId
      const corrected = must(closed, { to: 'corrected', report: other }, person(first), start + followUpWithinMs)
      expect(corrected).toMatchObject({ status: 'completed', output: other, outcome: null, owner: first })
      expect(corrected.businessStatus).toBe('outcome-final')
      expect(refusal(corrected, { to: 'corrected', report: other }, person(first))).toMatchObject({
        code: 'illegal-transition',
      })
      // Its four weeks for a question begin anew.
      must(corrected, { to: 'reopened', question }, person(asker), start + 2 * followUpWithinMs)
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
