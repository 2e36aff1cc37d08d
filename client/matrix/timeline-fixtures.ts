import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, localpartOf, type RoomId, type ServerName, type UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot, Relation } from './event-snapshot.ts'
import { type TimelineParts, timelineOf } from './timeline.ts'
import type { OutboxEntry } from './types.ts'

/** What the tests of the timeline are made of: a room of Ida's with Jonas, of another clinic. */

export const ida = '@ida:nord.example' as UserId
export const jonas = '@jonas:sued.example' as UserId
export const sued = 'sued.example' as ServerName
export const west = 'west.example' as ServerName

export const id = (name: string) => `$${name}` as EventId

export const event = (name: string, news: Partial<EventSnapshot> = {}): EventSnapshot => ({
  eventId: id(name),
  txnId: null,
  sender: jonas,
  at: 1,
  type: eventTypes.message,
  stateKey: null,
  content: { msgtype: 'm.text', body: name },
  previous: {},
  encrypted: true,
  unreadable: null,
  isRedacted: false,
  redactedBy: null,
  redactedRelation: null,
  relation: null,
  ...news,
})

export const member = (subject: UserId, membership: string, news: Partial<EventSnapshot> = {}): EventSnapshot =>
  event(`${subject} ${membership} ${Math.random()}`, {
    type: eventTypes.member,
    stateKey: subject,
    sender: subject,
    content: { membership },
    ...news,
  })

export const entry = (txnId: string, news: Partial<OutboxEntry> = {}): OutboxEntry => ({
  txnId,
  roomId: '!room' as RoomId,
  type: eventTypes.message,
  content: { msgtype: 'm.text', body: txnId },
  queuedAt: 5,
  state: 'waiting',
  error: null,
  ...news,
})

export const base: TimelineParts = {
  events: [],
  outbox: [],
  taken: new Map(),
  ownId: ida,
  nameOf: localpartOf,
  readUpTo: new Map(),
  delivered: new Map(),
  otherServers: [sued],
  later: null,
}

export const show = (parts: Partial<TimelineParts>) => timelineOf({ ...base, ...parts })
export const bodies = (...events: EventSnapshot[]) => show({ events }).map(({ body }) => body)

export const about = (type: string | null, name: string, news: Partial<Relation> = {}): Relation => ({
  type,
  eventId: type ? id(name) : null,
  key: null,
  replyTo: null,
  ...news,
})
