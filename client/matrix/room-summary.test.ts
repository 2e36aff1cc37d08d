import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import {
  isPreviewLacking,
  type RoomFacts,
  replacedInOrder,
  sortedSummaries,
  summaryOf,
  unreadCountOf,
} from './room-summary.ts'

const ida = '@ida:nord.example' as UserId
const jonas = '@jonas:sued.example' as UserId

const event = (name: string, news: Partial<EventSnapshot> = {}): EventSnapshot => ({
  eventId: `$${name}` as EventId,
  txnId: null,
  sender: jonas,
  at: 10,
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

const facts = (news: Partial<RoomFacts> = {}): RoomFacts => ({
  roomId: '!room' as RoomId,
  membership: 'join',
  roomType: null,
  name: 'Room',
  consultLabel: null,
  creator: ida,
  invitedBy: null,
  directUserId: null,
  isOtherGone: false,
  createdAt: 1,
  marks: { pinnedAt: null, isArchived: false, isMarkedUnread: false, notify: 'all', mutedUntil: null },
  mayCallEverybody: (userId) => userId === jonas,
  members: [
    { userId: ida, name: 'Ida' },
    { userId: jonas, name: 'Jonas' },
  ],
  events: [],
  earlier: [],
  ownReadUpTo: null,
  serverUnreadCount: 0,
  since: 1,
  ...news,
})
const summary = (news: Partial<RoomFacts>) => summaryOf(facts(news), ida)
const lacks = (events: EventSnapshot[]) => isPreviewLacking(facts({ events }), ida)
const unread = (news: Partial<RoomFacts>) => unreadCountOf(facts(news), ida)

describe('the summary of a room', () => {
  it('names a direct conversation after the other person, and a consult neutrally', () => {
    expect(summary({ directUserId: jonas })).toMatchObject({ kind: 'direct', name: 'Jonas', directUserId: jonas })
    expect(summary({ directUserId: jonas, roomType: eventTypes.consultRoom })).toMatchObject({
      kind: 'consult',
      name: 'Room',
      directUserId: null,
    })
    expect(summary({})).toMatchObject({ kind: 'group', name: 'Room' })
  })

  it('knows the server of the other person before the members are loaded', () => {
    expect(summary({ directUserId: jonas, members: [{ userId: ida, name: 'Ida' }] }).servers).toEqual([
      'nord.example',
      'sued.example',
    ])
  })

  it('shows the newest words, or none when the newest thing has no words or cannot be read', () => {
    const hello = event('hello')
    expect(summary({ events: [event('  two\n lines ')] }).preview).toEqual({ kind: 'text', text: 'two lines' })
    expect(summary({ events: [hello, event('file', { type: eventTypes.caseFile })] }).preview).toBeNull()
    expect(
      summary({ events: [hello, event('x', { type: eventTypes.encrypted, unreadable: 'waiting-for-keys' })] }).preview,
    ).toBeNull()
  })

  it('shows what was said before one came in until something is said, unless that was deleted since', () => {
    const earlier = [event('first'), event('second')]
    const joined = event('join', { type: eventTypes.member, stateKey: ida })
    const deletion = event('gone', { type: eventTypes.redaction, content: { redacts: '$second' } })
    const said = (events: EventSnapshot[]) => summary({ earlier, events }).preview
    expect(said([joined])).toEqual({ kind: 'text', text: 'second' })
    expect(said([joined, deletion])).toEqual({ kind: 'text', text: 'first' })
    expect(said([joined, event('x', { unreadable: 'waiting-for-keys' })])).toBeNull()
    expect(said([joined, event('third')])).toEqual({ kind: 'text', text: 'third' })
    const made = event('made', { type: eventTypes.create, stateKey: '' })
    const madeHere = { ...made, sender: ida }
    expect([[joined], [made, joined], [madeHere, joined], [made, event('said')]].map(lacks)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('knows a picture, a recording and a file of a case for what they are', () => {
    const of = (content: object, type: string = eventTypes.message) =>
      summary({ events: [event('x', { type, content: { ...content } })] }).preview
    expect(of({ msgtype: 'm.image', body: 'EKG von\n 10:05', filename: 'Bild.jpg' })).toEqual({
      kind: 'picture',
      name: 'Bild.jpg',
      caption: 'EKG von 10:05',
      durationMs: null,
    })
    const voice = { msgtype: 'm.audio', body: 'x.ogg', info: { duration: 12_000 }, 'org.matrix.msc3245.voice': {} }
    expect(of(voice)).toMatchObject({ kind: 'voice', durationMs: 12_000 })
    expect(of({ name: 'ct.dcm' }, eventTypes.caseFile)).toMatchObject({ kind: 'file', name: 'ct.dcm' })
  })

  it('says what has a form of its own, and nothing of one that came in the clear', () => {
    const of = (type: string, content: object, encrypted = true) =>
      summary({ events: [event('hello'), event('x', { type, content: { ...content }, encrypted })] }).preview
    expect(of(eventTypes.dutyHandover, { note: 'Zimmer 4\n instabil' })).toEqual({
      kind: 'handover',
      text: 'Zimmer 4 instabil',
    })
    expect(of(eventTypes.consultQuestion, { question: 'Und jetzt?' })).toEqual({ kind: 'question', text: 'Und jetzt?' })
    expect(of(eventTypes.consultRequest, { question: 'geheim' })).toEqual({ kind: 'request', text: null })
    expect(of(eventTypes.dutyHandover, { note: 'x' }, false)).toBeNull()
    expect(of(eventTypes.imageAnnotation, {})).toEqual({ kind: 'text', text: 'hello' })
  })

  it('takes for activity what people do, and not who came in', () => {
    const joined = event('join', { type: eventTypes.member, stateKey: jonas, at: 20 })
    expect(summary({ events: [event('hello'), joined] }).lastActivity).toBe(10)
    expect(summary({ events: [joined], since: 20 }).lastActivity).toBe(20)
  })

  it('comes with the newest activity first', () => {
    const at = (roomId: string, lastActivity: number) => ({
      ...summary({ roomId: roomId as RoomId }),
      lastActivity,
    })
    expect(sortedSummaries([at('!b', 1), at('!a', 1), at('!c', 2)]).map(({ roomId }) => roomId)).toEqual([
      '!c',
      '!a',
      '!b',
    ])
  })
})

describe('the list after a change', () => {
  const at = (roomId: string, lastActivity: number) => ({ ...summary({ roomId: roomId as RoomId }), lastActivity })
  const shown = (rooms: { roomId: string; lastActivity: number }[]) =>
    rooms.map(({ roomId, lastActivity }) => `${roomId} ${lastActivity}`)

  it('is what sorting all of it would give, with the rooms that did not change untouched', () => {
    const before = sortedSummaries([at('!a', 5), at('!b', 4), at('!c', 3), at('!d', 2)])
    const after = replacedInOrder(
      before,
      new Map([
        ['!c' as RoomId, at('!c', 9)],
        ['!a' as RoomId, null],
        ['!new' as RoomId, at('!new', 3)],
        ['!last' as RoomId, at('!last', 1)],
        ['!d' as RoomId, at('!d', 2)],
      ]),
    )
    expect(shown(after)).toEqual(['!c 9', '!b 4', '!new 3', '!d 2', '!last 1'])
    expect(after[1]).toBe(before[1])
  })
})

describe('what calls for the person', () => {
  const to = (user_ids: string[], more: object = {}) => ({ body: 'x', 'm.mentions': { user_ids, ...more } })

  it('is being mentioned, or everybody, in what is unread and came encrypted', () => {
    const events = [
      event('read', { content: to([ida]) }),
      event('me', { content: to([ida]) }),
      event('all', { content: to([], { room: true }) }),
      event('other', { content: to([jonas]) }),
      event('clear', { content: to([ida]), encrypted: false }),
      event('odd', { content: { 'm.mentions': 'ida' } }),
    ]
    expect(summary({ events, ownReadUpTo: '$read' }).mentionCount).toBe(2)
    expect(summary({ events, ownReadUpTo: '$odd' }).mentionCount).toBe(0)
    // Nobody is called by whoever may not call everybody.
    expect(summary({ events, ownReadUpTo: '$read', mayCallEverybody: () => false }).mentionCount).toBe(1)
  })
})

describe('what is unread', () => {
  it('is what others did after what we read or wrote', () => {
    const events = [event('one'), event('two'), event('three')]
    expect(unread({ events, ownReadUpTo: '$one' })).toBe(2)
    expect(unread({ events: [...events, event('mine', { sender: ida })], ownReadUpTo: '$one' })).toBe(0)
  })

  it('counts what cannot be read yet, and not reactions or newer texts', () => {
    const events = [
      event('one'),
      event('locked', { type: eventTypes.encrypted, unreadable: 'pending' }),
      event('reaction', { type: 'm.reaction' }),
      event('edit', { relation: { type: 'm.replace', eventId: '$one' as EventId, key: null, replyTo: null } }),
      event('gone', { isRedacted: true }),
    ]
    expect(unread({ events, ownReadUpTo: '$one' })).toBe(1)
  })

  it('is what the homeserver counts when we do not know that far back', () => {
    expect(unread({ events: [event('one')], ownReadUpTo: '$long-ago', serverUnreadCount: 12 })).toBe(12)
  })

  it('is also what was written before we came in', () => {
    const joined = event('join', { type: eventTypes.member, stateKey: ida, sender: ida })
    expect(unread({ events: [event('one'), joined], serverUnreadCount: 0 })).toBe(1)
  })

  it('is not more than what came since we came in, whatever is counted otherwise', () => {
    const joined = event('join', { type: eventTypes.member, stateKey: ida, sender: ida })
    expect(unread({ events: [joined, event('one'), event('two')], serverUnreadCount: 4 })).toBe(2)
  })
})
