import type { OnCallTier } from '../directory/tier.ts'
import type { Refusal } from '../errors.ts'
import type { UserId } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'
import type { Priority } from './priority.ts'
import type { PartOf, Task, TaskService } from './task-content.ts'
import { askersOf } from './task-people.ts'
import { orderOf } from './task-steps.ts'
import { acceptBy } from './task-times.ts'

/** A department with those who are called there. */
export type Asked = { service: TaskService; onCall: { userId: UserId; tier: OnCallTier }[] }
export type NewTask = Pick<Task, 'label' | 'requestId' | 'requester'> &
  Asked & { priority: Priority; alternative?: Asked | null; partOf?: PartOf | null }

const candidatesOf = ({ onCall }: Asked, isAlternative: boolean): Task['candidates'] =>
  onCall
    .map(({ userId, tier }) => ({ userId, tier, isAlternative }))
    .sort((one, other) => orderOf(one) - orderOf(other))

/** Nobody consults themselves or is called twice, and somebody must be there to ask. */
export const request = (
  { onCall, alternative = null, partOf = null, ...asked }: NewTask,
  now: number,
): Result<Task, Refusal> => {
  const all = [
    ...candidatesOf({ service: asked.service, onCall }, false),
    ...(alternative ? candidatesOf(alternative, true) : []),
  ]
  const candidates = all.filter(
    ({ userId }, index) =>
      !askersOf({ ...asked, partOf }).includes(userId) && all.findIndex((one) => one.userId === userId) === index,
  )
  const first = candidates[0]
  if (!first) return refused({ code: 'nobody-on-call' })
  return ok({
    ...asked,
    partOf,
    alternative: alternative?.service ?? null,
    version: 1,
    status: 'requested',
    businessStatus: 'received',
    authoredOn: now,
    candidates,
    tier: first.tier,
    isAlternative: first.isAlternative,
    escalateAt: acceptBy(first.isAlternative && alternative ? alternative.service : asked.service, asked.priority, now),
    owner: null,
    standIn: null,
    output: null,
    interim: null,
    question: null,
    outcome: null,
    answerBy: null,
    answerLeftMs: null,
    isOverdue: false,
    changes: [],
  })
}
