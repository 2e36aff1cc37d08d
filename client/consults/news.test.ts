import { describe, expect, it } from 'vitest'
import type { Change } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import {
  askedWith,
  first as ernst,
  must,
  asker as nina,
  person,
  report,
  second as zoe,
} from '#shared/consults/task-for-tests.ts'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { newsOf, seenOf } from './news.ts'

const nord = 'nord.localhost' as ServerName
const asked = askedWith({
  onCall: [
    { userId: ernst, tier: 'first' },
    { userId: zoe, tier: 'first' },
  ],
})
const consult = (task: Task) => ({ roomId: '!a' as RoomId, membership: 'join' as const, homeServer: nord, task })

const toldOf = (was: Task, is: Task) => {
  const before = seenOf([consult(was)])
  return Object.fromEntries(
    [nina, ernst, zoe].map((me) => [me, newsOf(before, [consult(is)], me).map(({ isTaken }) => isTaken)]),
  )
}
const heard = (userId: UserId, change: Change) => toldOf(asked, must(asked, change, person(userId)))

describe('news of a consult', () => {
  it('that was accepted reach the one who asked, and those who were called hear that it is taken', () => {
    expect(heard(ernst, { to: 'accepted' })).toEqual({ [nina]: [false], [ernst]: [], [zoe]: [true] })
  })

  it('that was withdrawn reach those who were called', () => {
    expect(heard(nina, { to: 'cancelled', reason: 'other' })).toEqual({ [nina]: [], [ernst]: [false], [zoe]: [false] })
  })

  it('that somebody has seen it are none', () => {
    expect(heard(ernst, { to: 'received' })).toEqual({ [nina]: [], [ernst]: [], [zoe]: [] })
  })

  it('that was handed over reach the next one, who may never have heard of it', () => {
    const sofie = '@sofie:sued.localhost' as UserId
    const accepted = must(asked, { to: 'accepted' }, person(ernst))
    const handed = must(accepted, { to: 'handed', reason: 'end-of-shift', person: sofie }, person(ernst))
    const other = { ...consult(asked), roomId: '!b' as RoomId }
    expect(newsOf(seenOf([other]), [other, consult(handed)], sofie)).toMatchObject([{ change: { by: ernst } }])
    expect(newsOf(new Map(), [consult(handed)], sofie)).toEqual([])
  })

  it('that its report was corrected reach the one who asked', () => {
    const accepted = must(asked, { to: 'accepted' }, person(ernst))
    const answered = must(accepted, { to: 'completed', report }, person(ernst))
    const corrected = must(answered, { to: 'corrected', report: '$corrected' as EventId }, person(ernst))
    expect(toldOf(answered, corrected)).toEqual({ [nina]: [false], [ernst]: [], [zoe]: [] })
  })

  it('are none at the first look', () => {
    expect(newsOf(new Map(), [consult(asked)], nina)).toEqual([])
  })
})
