import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { hearEvent, moveAlert, newAlert } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import type { ServiceRoom } from '../matrix/types.ts'
import { callingMe, confirmedAt, isTalk, stepLines, unansweredOf } from './alert-lists.ts'
import { believedAlert, type UrgentAlert } from './believe.ts'

const nord = 'nord.localhost' as ServerName
const nina = `@nina:${nord}` as UserId
const ernst = '@ernst:sued.localhost' as UserId
const zoe = '@zoe:sued.localhost' as UserId
const service = `@consilium:${nord}` as UserId
const within = 60_000

const made = newAlert(
  {
    alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    priority: 'stat',
    requester: nina,
    conversation: '!talk' as RoomId,
    answerWithin: within,
    steps: [
      { called: { kind: 'conversation' }, people: [ernst] },
      { called: { kind: 'person' }, people: [zoe] },
    ],
  },
  0,
)
if (!made.ok) throw new Error(made.error.code)
const hear = (alert: Alert, sender: UserId, at: number, isConfirmation = false) =>
  hearEvent(alert, { kind: 'said', eventId: `$${sender}` as EventId, sender, at, isConfirmation })
const timer = (alert: Alert, to: 'escalated' | 'failed', at: number) => {
  const moved = moveAlert(alert, { to }, { kind: 'timer' }, at)
  if (!moved.ok) throw new Error(moved.error.code)
  return moved.value
}
const requested = hear(made.value, nina, 0)
const escalated = timer(requested, 'escalated', within)
const failed = timer(escalated, 'failed', 2 * within)
const confirmed = hear(escalated, zoe, within + 5, true)
const listed = (alert: Alert, roomId = '!alert'): UrgentAlert => ({
  roomId: roomId as RoomId,
  membership: 'join',
  homeServer: nord,
  alert,
})

describe('urgent messages', () => {
  it('stand on top for whoever is called, the most urgent first, also when time is up', () => {
    const urgent = listed({ ...requested, priority: 'urgent' }, '!urgent')
    const all = [urgent, listed(requested), listed(confirmed, '!done'), listed(failed, '!failed')]
    expect(callingMe(all, ernst).map(({ roomId }) => roomId)).toEqual(['!failed', '!alert', '!urgent'])
    expect(callingMe(all, zoe).map(({ roomId }) => roomId)).toEqual(['!failed'])
    expect(unansweredOf(all, nina).map(({ roomId }) => roomId)).toEqual(['!failed'])
  })

  it('say of each step what has become of it', () => {
    const story = (alert: Alert) => stepLines(alert).map(({ outcome, since }) => [outcome, since])
    expect(story(made.value)).toEqual([])
    expect(story(requested)).toEqual([
      ['called', 0],
      ['next', null],
    ])
    expect(story(confirmed)).toEqual([
      ['silent', 0],
      ['confirmed', within],
    ])
    expect(story(failed)).toEqual([
      ['silent', 0],
      ['silent', within],
    ])
    expect(story(hear(requested, ernst, 7, true))).toEqual([['confirmed', 0]])
    expect(confirmedAt(confirmed)).toBe(within + 5)
  })

  it('become a talk of their own when somebody answers who is not in the conversation', () => {
    const byErnst = hear(requested, ernst, 7, true)
    expect([nina, zoe, ernst].map((who) => isTalk(listed(confirmed), who))).toEqual([true, true, false])
    expect(isTalk(listed(byErnst), nina)).toBe(false)
  })

  it('say whom they were sent to, and talk to whoever was given them', () => {
    const handed = moveAlert(requested, { to: 'handed', person: zoe }, { kind: 'person', userId: ernst }, 5)
    if (!handed.ok) throw new Error(handed.error.code)
    expect(stepLines(handed.value).map(({ people, since }) => [people, since])).toEqual([[[ernst], 0]])
    const byZoe = hear(handed.value, zoe, 9, true)
    expect(stepLines(byZoe).map(({ people, outcome }) => [people, outcome])).toEqual([[[ernst], 'confirmed']])
    expect([nina, zoe, ernst].map((who) => isTalk(listed(byZoe), who))).toEqual([true, true, false])
  })

  it('are believed of the service of their sender’s clinic only', () => {
    const room: ServiceRoom = {
      roomId: '!alert' as RoomId,
      membership: 'invite',
      creator: service,
      invitedBy: service,
      state: { sender: service, content: requested },
    }
    const isTrusted = (server: ServerName) => server === nord
    expect(believedAlert(room, isTrusted)?.alert).toEqual(requested)
    const forged: Partial<ServiceRoom>[] = [
      { state: { sender: ernst, content: requested } },
      { creator: ernst, state: { sender: ernst, content: requested } },
      { invitedBy: ernst },
      { state: { sender: service, content: { ...requested, requester: ernst } } },
      { state: { sender: service, content: { status: 'requested' } } },
    ]
    for (const change of forged) expect(believedAlert({ ...room, ...change }, isTrusted)).toBeNull()
    expect(believedAlert(room, () => false)).toBeNull()
  })
})
