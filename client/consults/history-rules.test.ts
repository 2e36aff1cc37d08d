import { describe, expect, it } from 'vitest'
import type { Task } from '#shared/consults/task-content.ts'
import {
  askedWith,
  first as ernst,
  must,
  asker as nina,
  person,
  second as zoe,
} from '#shared/consults/task-for-tests.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'
import { historyRules } from './history-rules.ts'

const nord = 'nord.localhost' as ServerName
const [karl, eve] = ['@karl:sued.localhost', '@eve:sued.localhost'] as [UserId, UserId]
const asked = askedWith({
  onCall: [
    { userId: ernst, tier: 'first' },
    { userId: zoe, tier: 'second' },
  ],
})
const consultOf = (task: Task): Consult => ({
  roomId: '!a' as RoomId,
  membership: 'join',
  homeServer: nord,
  task,
})
const fresh = consultOf(asked)
const accepted = must(asked, { to: 'accepted' }, person(ernst))
const handed = consultOf(must(accepted, { to: 'handed', reason: 'end-of-shift', person: karl }, person(ernst)))

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

  it('is asked of who was called, by who stands in for who asked', () => {
    const sofie = '@sofie:nord.localhost' as UserId
    const taken = consultOf(must(accepted, { to: 'stood-in', person: sofie }, { kind: 'timer' }))
    expect(historyRules.givers(taken, sofie)).toEqual([ernst, zoe])
    expect(historyRules.isKeyComing?.(taken, sofie)).toBe(false)
    expect(historyRules.mayRead(taken, sofie)).toBe(true)
  })

  it('is not asked for once it is over', () => {
    const over = consultOf(must(fresh.task, { to: 'cancelled', reason: 'no-longer-needed' }, person(nina)))
    expect(historyRules.givers(over, zoe)).toEqual([])
  })

  it('is given to nobody else', () => {
    expect(historyRules.mayRead(handed, karl)).toBe(true)
    expect(historyRules.mayRead(fresh, karl)).toBe(false)
    for (const consult of [fresh, handed]) expect(historyRules.mayRead(consult, eve)).toBe(false)
  })
})
