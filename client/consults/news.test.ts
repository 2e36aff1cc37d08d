import { describe, expect, it } from 'vitest'
import { request } from '#shared/consults/new-task.ts'
import { type Change, transition } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { newsOf, seenOf } from './news.ts'

const nord = 'nord.localhost' as ServerName
const nina = `@nina:${nord}` as UserId
const ernst = '@ernst:sued.localhost' as UserId
const zoe = '@zoe:sued.localhost' as UserId

const made = request(
  {
    label: '7F3A',
    requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    requester: nina,
    priority: 'stat',
    service: {
      id: 'kardiologie',
      name: 'Kardiologie',
      specialty: 'cardiology',
      serverName: nord,
      practitioner: null,
      times: null,
    },
    onCall: [
      { userId: ernst, tier: 'first' },
      { userId: zoe, tier: 'first' },
    ],
  },
  0,
)
if (!made.ok) throw new Error(made.error.code)
const asked = made.value
const consult = (task: Task) => ({ roomId: '!a' as RoomId, membership: 'join' as const, homeServer: nord, task })

const heard = (userId: UserId, change: Change) => {
  const result = transition(asked, change, { kind: 'person', userId }, 1)
  if (!result.ok) throw new Error(result.error.code)
  const before = seenOf([consult(asked)])
  return Object.fromEntries(
    [nina, ernst, zoe].map((me) => [me, newsOf(before, [consult(result.value)], me).map(({ isTaken }) => isTaken)]),
  )
}

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
    const accepted = transition(asked, { to: 'accepted' }, { kind: 'person', userId: ernst }, 1)
    const hand: Change = { to: 'handed', reason: 'end-of-shift', person: sofie }
    if (!accepted.ok) throw new Error('it was refused')
    const handed = transition(accepted.value, hand, { kind: 'person', userId: ernst }, 2)
    if (!handed.ok) throw new Error('it was refused')
    const other = { ...consult(asked), roomId: '!b' as RoomId }
    expect(newsOf(seenOf([other]), [other, consult(handed.value)], sofie)).toMatchObject([{ change: { by: ernst } }])
    expect(newsOf(new Map(), [consult(handed.value)], sofie)).toEqual([])
  })

  it('are none at the first look', () => {
    expect(newsOf(new Map(), [consult(asked)], nina)).toEqual([])
  })
})
