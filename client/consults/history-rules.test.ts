import { describe, expect, it } from 'vitest'
import { request } from '#shared/consults/new-task.ts'
import { type Change, transition } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'
import { historyRules } from './history-rules.ts'

const [nord, sued] = ['nord.localhost', 'sued.localhost'] as ServerName[]
const [nina, ernst, zoe, karl, eve] = ['nina:nord', 'ernst:sued', 'zoe:sued', 'karl:sued', 'eve:sued'].map(
  (name) => `@${name}.localhost`,
) as [UserId, UserId, UserId, UserId, UserId]

const asked = request(
  {
    label: '7F3A',
    requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    requester: nina,
    priority: 'stat',
    service: {
      id: 'kardiologie',
      name: 'Kardiologie',
      specialty: 'cardiology',
      serverName: sued as ServerName,
      practitioner: null,
      times: null,
    },
    onCall: [
      { userId: ernst, tier: 'first' },
      { userId: zoe, tier: 'second' },
    ],
  },
  0,
)
const moved = (task: Task, userId: UserId, change: Change): Task => {
  const result = transition(task, change, { kind: 'person', userId }, 0)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const consultOf = (task: Task): Consult => ({
  roomId: '!a' as RoomId,
  membership: 'join',
  homeServer: nord as ServerName,
  task,
})
if (!asked.ok) throw new Error(asked.error.code)
const fresh = consultOf(asked.value)
const handed = consultOf(
  moved(moved(asked.value, ernst, { to: 'accepted' }), ernst, { to: 'handed', reason: 'end-of-shift', person: karl }),
)

describe('what was said before somebody came', () => {
  it('is asked of who wrote it first, by who was called and cannot read it; nobody asks for their own', () => {
    expect(historyRules.givers(fresh, zoe)).toEqual([nina, ernst])
    expect(historyRules.givers(fresh, nina)).toEqual([])
    // Usually it is on its way already.
    expect(historyRules.isKeyComing?.(fresh, zoe)).toBe(true)
  })

  it('is asked of who handed it over before anybody else', () => {
    expect(historyRules.givers(handed, karl)).toEqual([ernst, nina, zoe])
    expect(historyRules.isKeyComing?.(handed, karl)).toBe(false)
    expect(historyRules.hadPart(handed, ernst)).toBe(true)
  })

  it('is not asked for once it is over', () => {
    const over = consultOf(moved(fresh.task, nina, { to: 'cancelled', reason: 'no-longer-needed' }))
    expect(historyRules.givers(over, zoe)).toEqual([])
  })

  it('is given to nobody else', () => {
    expect(historyRules.mayRead(handed, karl)).toBe(true)
    expect(historyRules.mayRead(fresh, karl)).toBe(false)
    for (const consult of [fresh, handed]) expect(historyRules.mayRead(consult, eve)).toBe(false)
  })
})
