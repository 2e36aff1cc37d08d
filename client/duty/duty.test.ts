import { describe, expect, it } from 'vitest'
import { begin, follow, move, type OnDuty } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from '../matrix/types.ts'
import { believedDuty } from './believe.ts'
import { earlierGiversOf, giversOf } from './givers.ts'
import { rosterNews } from './roster-news.ts'
import { takenOver } from './taken-over.ts'

const sued = 'sued.localhost' as ServerName
const [ida, emil, sofie, lena] = (['ida:nord', 'emil:sued', 'sofie:sued', 'lena:sued'] as const).map(
  (name) => `@${name}.localhost` as UserId,
) as [UserId, UserId, UserId, UserId]
const service = { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', serverName: sued } as const
const on = (userId: UserId, since = 10): OnDuty => ({ userId, tier: 'first', since })
const started = (...onDuty: OnDuty[]) => begin({ service, asker: ida }, onDuty, 100)
const handed = (roster: Roster, by: UserId, person: UserId, at = 200): Roster => {
  const result = move(roster, { to: 'handed', person }, by, at)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

describe('whoever comes on duty', () => {
  it('asks who handed over, then who is on duty, then who asked; each once', () => {
    const roster = handed(started(on(lena), on(emil)), emil, sofie)
    expect(giversOf(roster, sofie)).toEqual([emil, lena, ida])
  })

  it('asks nobody who has gone, and takes what they gave before', () => {
    const roster = follow(handed(started(on(emil)), emil, sofie), [on(sofie, 300)], 301)
    expect(giversOf(roster, sofie)).toEqual([ida])
    expect(earlierGiversOf(roster, sofie)).toEqual([emil, ida])
  })

  it('is told from whom how much comes, by the last handover of each', () => {
    const roster = handed(started(on(emil)), emil, sofie)
    const given = { roomId: '!a' as RoomId, homeServer: sued, waitingSince: null }
    const conversations = [
      { ...given, roster },
      { ...given, roster },
      { ...given, roster: started(on(sofie)) },
    ]
    expect(takenOver({ conversations }, sofie)).toEqual([{ from: emil, count: 2 }])
    expect(takenOver({ conversations }, lena)).toEqual([])
  })
})

describe('a change of the roster', () => {
  it('is said as people would say it', () => {
    const before = started(on(emil))
    expect(rosterNews(null, before)).toEqual([{ kind: 'begun', onDuty: [emil] }])
    expect(rosterNews(null, started())).toEqual([{ kind: 'empty' }])
    const after = follow(handed(before, emil, sofie), [on(sofie, 300)], 301)
    expect(rosterNews(before, after)).toEqual([
      { kind: 'handed', handover: { from: emil, to: sofie, at: 200 } },
      { kind: 'come', people: [sofie] },
      { kind: 'gone', people: [emil] },
    ])
    expect(rosterNews(after, follow(after, [], 400))).toEqual([{ kind: 'gone', people: [sofie] }, { kind: 'empty' }])
    expect(rosterNews(before, { ...before, status: 'closed' })).toEqual([{ kind: 'closed' }])
  })
})

describe('a roster', () => {
  const account = `@consilium:${sued}` as UserId
  const room: ServiceRoom = {
    roomId: '!a' as RoomId,
    membership: 'join',
    creator: account,
    invitedBy: null,
    state: { sender: account, content: started(on(emil)) },
  }

  it('is believed of the service of the role’s clinic, which made the room', () => {
    expect(believedDuty(room, () => true)?.roster.asker).toBe(ida)
  })

  it.each<[string, Partial<ServiceRoom>]>([
    ['that a member wrote', { state: { sender: emil, content: started(on(emil)) } }],
    ['of a room that a person made', { creator: emil, state: { sender: emil, content: started(on(emil)) } }],
    [
      'of another clinic’s duty',
      { state: { sender: account, content: { ...started(), service: { ...service, serverName: 'nord.localhost' } } } },
    ],
    ['that is none', { state: { sender: account, content: {} } }],
  ])('is not believed %s', (_, change) => {
    expect(believedDuty({ ...room, ...change }, () => true)).toBeNull()
  })
})
