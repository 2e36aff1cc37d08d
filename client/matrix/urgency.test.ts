import { expect, it } from 'vitest'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { hearEvent, newAlert } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import type { RoomSummary, ServiceRoom } from './types.ts'
import { withUrgentCounts } from './urgency.ts'

const nina = '@nina:nord.localhost' as UserId
const ernst = '@ernst:sued.localhost' as UserId
const service = '@consilium:nord.localhost' as UserId
const conversation = '!talk' as RoomId

const made = newAlert(
  {
    alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
    priority: 'stat',
    requester: nina,
    conversation,
    answerWithin: 60_000,
    steps: [{ called: { kind: 'conversation' }, people: [ernst] }],
  },
  0,
)
if (!made.ok) throw new Error(made.error.code)
const hear = (alert: Alert, sender: UserId, isConfirmation: boolean) =>
  hearEvent(alert, { kind: 'said', eventId: '$event' as EventId, sender, at: 0, isConfirmation })
const requested = hear(made.value, nina, false)
const confirmed = hear(requested, ernst, true)

const room = (content: Alert, news: Partial<ServiceRoom> = {}): ServiceRoom => ({
  roomId: '!alert' as RoomId,
  membership: 'join',
  creator: service,
  invitedBy: null,
  state: { sender: service, content },
  ...news,
})

it('counts in each conversation what is urgent and waits for this person, until it is confirmed', () => {
  const rooms = [
    { roomId: conversation, urgentCount: 0 },
    { roomId: '!other', urgentCount: 3 },
  ] as RoomSummary[]
  const counts = (alerts: ServiceRoom[], me = ernst) =>
    withUrgentCounts(rooms, alerts, me).map(({ urgentCount }) => urgentCount)
  expect(counts([room(requested), room(requested)])).toEqual([2, 0])
  expect(counts([room(confirmed), room(made.value)])).toEqual([0, 0])
  expect(counts([room(requested)], nina)).toEqual([0, 0])
  expect(counts([room(requested, { state: { sender: ernst, content: requested } })])).toEqual([0, 0])
  expect(withUrgentCounts(rooms, [], ernst)[0]).toBe(rooms[0])
})
