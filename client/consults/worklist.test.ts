import { describe, expect, it } from 'vitest'
import type { Priority } from '#shared/consults/priority.ts'
import type { Change } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import {
  askedWith,
  first as ernst,
  must,
  asker as nina,
  person,
  timer,
  second as zoe,
} from '#shared/consults/task-for-tests.ts'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from '../matrix/types.ts'
import { believedConsult, type Consult, firstOf } from './believe.ts'
import { columnsOf } from './board.ts'
import { alertsOf, bucketOf, foundBy, type Listed, lastChangeAt, needing, withPast, worklistOf } from './worklist.ts'

const nord = 'nord.localhost' as ServerName
const sued = 'sued.localhost' as ServerName
const hour = 3_600_000

const taskOf = (priority: Priority = 'stat', now = 0): Task => {
  const onCall = [
    { userId: ernst, tier: 'first' },
    { userId: zoe, tier: 'second' },
  ] as const
  return askedWith({ priority, onCall: [...onCall] }, now)
}
const moved = (task: Task, userId: UserId, change: Change, now = 0): Task => must(task, change, person(userId), now)
const consult = (task: Task, roomId = '!a'): Consult => ({
  roomId: roomId as RoomId,
  membership: 'join',
  homeServer: nord,
  task,
})

describe('the worklist', () => {
  it('counts what asks a person, and what has something new to read for who has it and who asked', () => {
    const asked = consult(taskOf(), '!asked')
    const accepted = consult(moved(taskOf(), ernst, { to: 'accepted' }), '!accepted')
    const counted = (me: UserId, unread: [string, number][] = []) =>
      needing(worklistOf([asked, accepted], me, hour), me, new Map(unread as [RoomId, number][])).map(
        ({ roomId }) => roomId,
      )
    expect([nina, ernst, zoe].map((me) => counted(me))).toEqual([[], ['!asked'], []])
    const all: [string, number][] = [
      ['!asked', 1],
      ['!accepted', 2],
    ]
    expect([nina, ernst, zoe].map((me) => counted(me, all))).toEqual([
      ['!asked', '!accepted'],
      ['!asked', '!accepted'],
      [],
    ])
  })

  it('shows each person where a consult stands for them', () => {
    const asked = taskOf()
    const accepted = moved(asked, ernst, { to: 'accepted' })
    const held = moved(accepted, ernst, { to: 'on-hold', reason: 'needs-imaging' })
    const done = moved(accepted, ernst, { to: 'completed', report: '$r' as EventId })
    const rejected = moved(accepted, ernst, { to: 'rejected', reason: 'other' })
    const declined = moved(asked, ernst, { to: 'rejected', reason: 'capacity' })
    const shown = (task: Task) => [nina, ernst, zoe].map((me) => bucketOf(task, me, hour))
    expect(shown(asked)).toEqual(['waiting', 'now', 'waiting'])
    expect(shown(declined)).toEqual(['waiting', 'done', 'now'])
    expect(shown(accepted)).toEqual(['waiting', 'mine', 'done'])
    expect(shown(held)).toEqual(['now', 'onHold', 'done'])
    // Whoever was handed it says first that it has arrived.
    const handed = moved(held, ernst, { to: 'handed', reason: 'end-of-shift', person: zoe })
    expect(shown(handed)).toEqual(['now', 'done', 'now'])
    expect(alertsOf([consult(handed)], zoe)).toHaveLength(1)
    const seen = moved(handed, zoe, { to: 'received' })
    expect(shown(seen)).toEqual(['now', 'done', 'onHold'])
    expect(alertsOf([consult(seen)], zoe)).toEqual([])
    expect(shown(rejected)).toEqual(['now', 'done', 'done'])
    expect(bucketOf(rejected, nina, 25 * hour)).toBe('done')
    expect(shown(done)).toEqual(['answered', 'done', 'done'])
    expect(bucketOf(done, nina, 28 * 24 * hour + 1)).toBe('done')
    const closed = moved(done, nina, { to: 'closed', outcome: 'no-change' })
    expect(shown(closed)).toEqual(['done', 'done', 'done'])
    const corrected = moved(closed, ernst, { to: 'corrected', report: '$r2' as EventId })
    expect(shown(corrected)).toEqual(['answered', 'done', 'done'])
    const askedAgain = moved(closed, nina, { to: 'reopened', question: '$q' as EventId })
    expect(shown(askedAgain)).toEqual(['waiting', 'followUps', 'done'])
    const late = must(accepted, { to: 'overdue' }, timer, hour)
    expect(shown(late)).toEqual(['waiting', 'now', 'done'])
  })

  it('puts the most urgent first, and of those the one with the least time left', () => {
    const list = worklistOf(
      [
        consult(taskOf('routine'), '!routine'),
        consult(taskOf('stat', 60_000), '!later'),
        consult(taskOf('stat'), '!sooner'),
        consult(taskOf('urgent'), '!urgent'),
      ],
      ernst,
      0,
    )
    expect(list.now.map(({ roomId }) => roomId)).toEqual(['!sooner', '!later', '!urgent', '!routine'])
    expect(alertsOf(list.now, ernst).map(({ roomId }) => roomId)).toEqual(['!sooner', '!later', '!urgent'])
    expect(alertsOf(list.now, zoe)).toEqual([])
  })
})

describe('the board', () => {
  it('shows what is open, most urgent first, and nothing that is over', () => {
    const accepted = moved(taskOf(), ernst, { to: 'accepted' })
    const list = columnsOf([
      consult(taskOf('routine'), '!routine'),
      consult(taskOf('stat'), '!stat'),
      consult(accepted, '!accepted'),
      consult(moved(accepted, ernst, { to: 'on-hold', reason: 'needs-imaging' }), '!held'),
      consult(moved(accepted, ernst, { to: 'completed', report: '$r' as EventId }), '!done'),
    ])
    const ids = Object.fromEntries(Object.entries(list).map(([column, all]) => [column, all.map((one) => one.roomId)]))
    expect(ids).toEqual({ unclaimed: ['!stat', '!routine'], inCare: ['!accepted'], onHold: ['!held'] })
  })
})

describe('a task', () => {
  const service = `@consilium:${nord}` as UserId
  const room: ServiceRoom = {
    roomId: '!a' as RoomId,
    membership: 'invite',
    creator: service,
    invitedBy: service,
    state: { sender: service, content: taskOf() },
  }
  const partners = (server: ServerName) => server === nord
  const member = `@eve:${nord}` as UserId

  it('is believed from the service account of a partner that made the room and invites', () => {
    expect(believedConsult(room, partners)?.homeServer).toBe(nord)
  })

  it.each<[string, Partial<ServiceRoom>]>([
    ['written by somebody else than the creator', { state: { sender: member, content: taskOf() } }],
    [
      'of a room that a person made',
      { creator: member, invitedBy: member, state: { sender: member, content: taskOf() } },
    ],
    ['of an invitation by somebody else', { invitedBy: member }],
    ['of a room without known creator', { creator: null }],
    ['that is no task', { state: { sender: service, content: { status: 'requested' } } }],
    ['for a person of another clinic', { state: { sender: service, content: { ...taskOf(), requester: ernst } } }],
  ])('is not believed %s', (_, change) => {
    expect(believedConsult({ ...room, ...change }, partners)).toBeNull()
  })

  it('is not believed from a clinic that is no partner', () => {
    expect(believedConsult(room, (server) => server === sued)).toBeNull()
  })

  it('takes content from the right person only, and never in the clear', () => {
    const parse = (content: unknown) => (content as { text: string }).text
    const sent = (sender: UserId, encrypted: boolean, text: string) => ({ sender, encrypted, content: { text } })
    expect(firstOf([sent(nina, false, 'a'), sent(ernst, true, 'b'), sent(nina, true, 'c')], nina, parse)).toBe('c')
  })
})

describe('what is over', () => {
  const at = (label: string, authoredOn: number): Listed & Pick<Consult, 'membership'> => ({
    roomId: `!${label}` as RoomId,
    homeServer: nord,
    membership: 'join',
    task: { ...taskOf('stat', authoredOn), label },
  })
  const labels = (listed: readonly Listed[]) => listed.map(({ task }) => task.label)

  it('grows at its end alone, and says nothing twice', () => {
    const here = [at('000A', 90), at('000B', 40), at('000C', 10)]
    const read = [at('000D', 80), at('000B', 40), at('000E', 30)]
    const isOpen = () => false
    expect(labels(withPast(here, { consults: read, hasMore: true, isOpen }))).toEqual(['000A', '000D', '000B', '000E'])
    const all = withPast(here, { consults: [...read, at('000F', 5)], hasMore: false, isOpen })
    expect(labels(all)).toEqual(['000A', '000D', '000B', '000E', '000C', '000F'])
    expect(
      all.every(
        (one, index) => index === 0 || lastChangeAt(one.task) <= lastChangeAt(all[index - 1]?.task ?? one.task),
      ),
    ).toBe(true)
  })

  it('has nothing that stands further up, as what was answered and is not closed', () => {
    const [answered, closed] = [at('000A', 90), at('000B', 40)]
    const isOpen = (roomId: RoomId) => roomId === answered.roomId
    expect(labels(withPast([], { consults: [answered, closed], hasMore: false, isOpen }))).toEqual(['000B'])
  })

  it('is what is here while the service cannot be asked', () => {
    const here = [at('000A', 90), at('000C', 10)]
    expect(labels(withPast(here, { consults: [], hasMore: false, isOpen: () => false }))).toEqual(['000A', '000C'])
  })

  it('is found by every word that is typed', () => {
    const consults = [at('000A', 1), at('00BB', 2)]
    const textsOf = ({ label, service }: Task) => [label, service.name, 'Klinikum Süd']
    expect(labels(foundBy(consults, 'kardio SÜD', textsOf))).toEqual(['000A', '00BB'])
    expect(labels(foundBy(consults, '00bb klinikum', textsOf))).toEqual(['00BB'])
    expect(labels(foundBy(consults, 'neuro', textsOf))).toEqual([])
  })
})
