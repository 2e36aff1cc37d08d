import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { request } from './new-task.ts'
import { acceptWithinMs } from './priority.ts'
import { type Actor, type Change, openTo, transition } from './task.ts'
import {
  allReasons,
  type BroughtIn,
  type ChangeName,
  changeNames,
  type Outcome,
  outcomes,
  type ReasonedChange,
  reasons,
  type Task,
  type TaskChange,
  taskContent,
} from './task-content.ts'
import { courseOf } from './task-course.ts'
import { businessStatusOf, isOver } from './task-status.ts'
import { dueChange } from './task-times.ts'

/** What holds whatever people and the timer do, in whatever order, and whatever of it they do at the same time. */

const nord = 'nord.localhost' as ServerName
const sued = 'sued.localhost' as ServerName
const asker = `@nina:${nord}` as UserId
const first = `@ernst:${sued}` as UserId
const others = [`@zoe:${sued}`, `@lea:${sued}`, `@uwe:${nord}`] as UserId[]
const pia = `@pia:${nord}` as UserId
const people = [asker, first, ...others, pia]
const start = 1_000_000

const service = (serverName: ServerName) => ({
  id: 'kardiologie',
  name: 'Kardiologie',
  specialty: 'cardiology' as const,
  serverName,
  practitioner: null,
  times: null,
})

const part: BroughtIn = {
  roomId: '!part' as RoomId,
  requestId: 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55',
  label: '0B2C',
  priority: 'urgent',
  service: { id: 'chirurgie', name: 'Chirurgie', specialty: 'general-surgery', serverName: nord },
}

const anyTask = fc
  .record({
    priority: fc.constantFrom('routine', 'urgent', 'asap', 'stat'),
    onCall: fc.subarray(others),
    hasAlternative: fc.boolean(),
  })
  .map(({ priority, onCall, hasAlternative }) => {
    const tiers = ['second', 'lead', 'lead'] as const
    const made = request(
      {
        label: '7F3A',
        requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
        requester: asker,
        priority: priority as Task['priority'],
        service: service(sued),
        onCall: [
          { userId: first, tier: 'first' },
          ...onCall.map((userId, at) => ({ userId, tier: tiers[at] ?? 'lead' })),
        ],
        alternative: hasAlternative ? { service: service(nord), onCall: [{ userId: pia, tier: 'first' }] } : null,
      },
      start,
    )
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  })

type Command = { change: Change; actor: Actor }

/** Also such as nobody's button asks for. */
const anyCommand: fc.Arbitrary<Command> = fc
  .record({
    to: fc.constantFrom(...changeNames),
    by: fc.constantFrom(null, ...people),
    reason: fc.option(fc.constantFrom(...allReasons), { nil: undefined }),
    hasReport: fc.boolean(),
    hasQuestion: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined }),
    person: fc.option(fc.constantFrom(...people), { nil: undefined }),
    part: fc.option(fc.constant(part), { nil: undefined }),
  })
  .map(({ to, by, reason, hasReport, hasQuestion, outcome, person, part: brought }) => ({
    actor: by === null ? { kind: 'timer' } : { kind: 'person', userId: by },
    change: {
      to,
      reason,
      person,
      outcome,
      part: brought,
      ...(hasReport && { report: '$report' as EventId }),
      ...(hasQuestion && { question: '$question' as EventId }),
    },
  }))

const complete = (to: ChangeName, reason: number, outcome: Outcome, person: UserId): Change => {
  const known = reasons[to as ReasonedChange]
  return {
    to,
    report: (to === 'corrected' ? '$corrected' : '$report') as EventId,
    question: '$question' as EventId,
    outcome,
    ...(known && { reason: known[reason % known.length] }),
    ...(to === 'handed' && { person }),
    ...(to === 'brought-in' && { part }),
  }
}

/** With everything that a change needs. */
const completeCommand: fc.Arbitrary<Command> = fc
  .record({
    to: fc.constantFrom(...changeNames),
    by: fc.constantFrom(...people),
    reason: fc.nat(),
    outcome: fc.constantFrom(...outcomes),
    person: fc.constantFrom(...people),
  })
  .map(({ to, by, reason, outcome, person }) => ({
    actor: { kind: 'person', userId: by },
    change: complete(to, reason, outcome, person),
  }))

/** What somebody finds on their screen; so walks come far. */
const offered = fc.record({
  who: fc.constantFrom(...people),
  which: fc.nat(),
  outcome: fc.constantFrom(...outcomes),
  person: fc.constantFrom(...people),
})
const step = fc.record({
  next: fc.oneof({ weight: 1, arbitrary: anyCommand }, { weight: 4, arbitrary: offered }),
  waitMs: fc.constantFrom(0, 0, 1_000, acceptWithinMs.stat, acceptWithinMs.routine),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const commandOf = (task: Task, next: Step['next'], now: number): Command | null => {
  if ('change' in next) return next
  const { who, which, outcome, person } = next
  const names = openTo(task, who, now)
  const to = names[which % names.length]
  return to ? { actor: { kind: 'person', userId: who }, change: complete(to, which, outcome, person) } : null
}

const stepOf = ({ tier, isAlternative }: Pick<Task, 'tier' | 'isAlternative'>) => `${isAlternative} ${tier}`
const ownerOf = ({ owner }: Task) => owner

const mustBeLegal = (task: Task, now: number) => {
  const owesAnswer = task.status === 'accepted' || task.status === 'in-progress'
  expect(v.parse(taskContent, task)).toEqual(task)
  expect(task.businessStatus).toBe(businessStatusOf(task))
  expect(task.escalateAt !== null).toBe(task.status === 'requested' || task.status === 'received')
  expect(task.answerBy !== null).toBe(owesAnswer)
  expect(task.answerLeftMs !== null).toBe(task.status === 'on-hold')
  if (!isOver(task.status)) expect(task.owner !== null).toBe(owesAnswer || task.status === 'on-hold')
  expect(task.owner).not.toBe(task.requester)
  if (task.isOverdue) expect(owesAnswer).toBe(true)
  if (task.outcome) expect(task.status).toBe('completed')
  if (task.status === 'completed') expect(task.output).not.toBeNull()
  // Nobody is stuck: somebody can go on, or the timer will.
  if (!isOver(task.status)) expect(people.some((who) => openTo(task, who, now).length > 0)).toBe(true)
}

it('no sequence of commands reaches an illegal state', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(anyTask, fc.array(step, { maxLength: 30, size: 'max' }), (asked, steps) => {
      let task = asked
      let now = start
      const called: [Task, Task][] = []
      mustBeLegal(task, now)
      for (const { next: wanted, waitMs } of steps) {
        now += waitMs
        // The timer does what is due, as the service lets it.
        const due = dueChange(task, now)
        const late = due ? transition(task, { to: due }, { kind: 'timer' }, now) : null
        if (late?.ok) {
          called.push([task, late.value])
          task = late.value
        }
        const command = commandOf(task, wanted, now)
        const result = command && transition(task, command.change, command.actor, now)
        if (!command || !result?.ok) continue
        const next = result.value
        expect(next.version).toBe(task.version + 1)
        expect(next.changes.at(-1)).toMatchObject({
          version: next.version,
          status: next.status,
          change: command.change.to,
        })
        if (isOver(task.status)) expect(['closed', 'reopened', 'corrected']).toContain(command.change.to)
        if (task.owner && command.change.to !== 'handed') expect(next.owner).toBe(task.owner)
        mustBeLegal(next, now)
        reached.add(next.status).add(command.change.to)
        called.push([task, next])
        task = next
      }
      const left = called.flatMap(([before, after]) =>
        after.changes.at(-1)?.change === 'released' ? before.owner : [],
      )
      // Somebody who came back to what they had left would have to be told apart.
      if (task.changes.some(({ change, person }) => change === 'handed' && person && left.includes(person))) return
      // Who was called at each step, and who had it, follows from what the task says at its end.
      const { first: begun, steps: course } = courseOf(task)
      expect([begun.tier, begun.isAlternative]).toEqual([asked.tier, asked.isAlternative])
      expect(course.map(({ before, after, from, owner }) => [stepOf(before), from, stepOf(after), owner])).toEqual(
        called.map(([before, after]) => [stepOf(before), ownerOf(before), stepOf(after), ownerOf(after)]),
      )
    }),
    { numRuns: 600 },
  )
  // Not for want of coming there.
  expect([...reached]).toEqual(
    expect.arrayContaining(['completed', 'on-hold', 'rejected', 'handed', 'reopened', 'closed', 'corrected']),
  )
})

/** That somebody saw or declined it, or that the timer alerted somebody, takes nothing from anybody. */
const isDecisive = ({ change, status }: TaskChange) =>
  change !== 'overdue' &&
  change !== 'received' &&
  !((status === 'requested' || status === 'received') && ['rejected', 'escalated'].includes(change))

it('of commands that were decided on at the same moment one wins, and the others learn why', () => {
  fc.assert(
    fc.property(
      anyTask,
      fc.array(step, { maxLength: 12, size: 'max' }),
      fc.array(completeCommand, { minLength: 2, maxLength: 6 }),
      (asked, before, together) => {
        let now = start
        let task = asked
        for (const { next, waitMs } of before) {
          now += waitMs
          const command = commandOf(task, next, now)
          const moved = command && transition(task, command.change, command.actor, now)
          if (moved?.ok) task = moved.value
        }
        const seen = task
        for (const { change, actor } of together) {
          const isWon = task.changes.some((one) => one.version > seen.version && isDecisive(one))
          const result = transition(task, { ...change, expectedVersion: seen.version }, actor, now)
          if (result.ok) {
            // Once more by the one who won is no second time.
            if (isWon) expect(result.value).toBe(task)
            task = result.value
            continue
          }
          const { code, details } = result.error
          expect(['race-lost', 'not-allowed', 'bad-input', 'illegal-transition']).toContain(code)
          if (isWon) expect(code).not.toBe('illegal-transition')
          if (code === 'race-lost') {
            expect(details).toMatchObject({ status: task.status, version: task.version })
            if (task.owner) expect(details).toMatchObject({ owner: task.owner })
          }
        }
        expect(task.changes.filter((one) => one.version > seen.version && isDecisive(one)).length).toBeLessThan(2)
      },
    ),
    { numRuns: 600 },
  )
})
