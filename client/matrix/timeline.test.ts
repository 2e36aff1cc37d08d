import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, localpartOf, type RoomId, type ServerName, type UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { type TimelineParts, timelineOf } from './timeline.ts'
import type { OutboxEntry } from './types.ts'

const ida = '@ida:nord.example' as UserId
const jonas = '@jonas:sued.example' as UserId
const sued = 'sued.example' as ServerName
const west = 'west.example' as ServerName

const id = (name: string) => `$${name}` as EventId

const event = (name: string, news: Partial<EventSnapshot> = {}): EventSnapshot => ({
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
  isReplacement: false,
  ...news,
})

const member = (subject: UserId, membership: string, news: Partial<EventSnapshot> = {}): EventSnapshot =>
  event(`${subject} ${membership}`, {
    type: eventTypes.member,
    stateKey: subject,
    sender: subject,
    content: { membership },
    ...news,
  })

const entry = (txnId: string, news: Partial<OutboxEntry> = {}): OutboxEntry => ({
  txnId,
  roomId: '!room' as RoomId,
  type: eventTypes.message,
  content: { msgtype: 'm.text', body: txnId },
  queuedAt: 5,
  state: 'waiting',
  error: null,
  ...news,
})

const show = (parts: Partial<TimelineParts>) =>
  timelineOf({
    events: [],
    outbox: [],
    taken: new Map(),
    ownId: ida,
    nameOf: localpartOf,
    readUpTo: new Map(),
    delivered: new Map(),
    otherServers: [sued],
    ...parts,
  })
const bodies = (...events: EventSnapshot[]) => show({ events }).map(({ body }) => body)
const states = (parts: Partial<TimelineParts>) => show(parts).map(({ send }) => send?.state ?? null)

describe('what a person sees of an event', () => {
  it('is the text of a message, and which kind it is otherwise', () => {
    const image = { msgtype: 'm.image', body: 'scan.png' }
    const file = { name: 'ct.dcm' }
    expect(
      bodies(
        event('hello'),
        event('image', { content: image }),
        event('file', { type: eventTypes.caseFile, content: file }),
        event('reaction', { type: 'm.reaction' }),
      ),
    ).toEqual([
      { kind: 'text', text: 'hello' },
      { kind: 'event', type: eventTypes.message, content: image },
      { kind: 'event', type: eventTypes.caseFile, content: file },
    ])
  })

  it('says who came and went, and not that somebody changed a name', () => {
    const notices = bodies(
      event('create', { type: eventTypes.create, stateKey: '', sender: ida }),
      member(ida, 'join'),
      member(jonas, 'invite', { sender: ida }),
      member(jonas, 'join', { previous: { membership: 'invite' } }),
      member(jonas, 'join', { previous: { membership: 'join' } }),
      member(jonas, 'leave', { previous: { membership: 'join' } }),
      member(jonas, 'leave', { sender: ida, previous: { membership: 'join' } }),
    )
    expect(notices.map((body) => (body.kind === 'notice' ? [body.notice, body.subjectName] : null))).toEqual([
      ['created', 'ida'],
      ['invited', 'jonas'],
      ['joined', 'jonas'],
      ['left', 'jonas'],
      ['removed', 'jonas'],
    ])
  })

  it('is why it cannot be read, and nothing while that is being tried', () => {
    expect(
      bodies(
        event('a', { type: eventTypes.encrypted, unreadable: 'pending' }),
        event('b', { type: eventTypes.encrypted, unreadable: 'before-joining' }),
      ),
    ).toEqual([{ kind: 'undecryptable', reason: 'before-joining' }])
  })

  it('is that something was removed, unless it was nothing that anybody saw', () => {
    expect(
      bodies(
        event('a', { type: eventTypes.encrypted, content: {}, isRedacted: true }),
        event('b', { type: 'm.reaction', content: {}, isRedacted: true }),
      ),
    ).toEqual([{ kind: 'redacted' }])
  })

  it('is not the newer text once more', () => {
    expect(bodies(event('old'), event('new', { isReplacement: true }))).toHaveLength(1)
  })

  it('tells what came in the clear', () => {
    expect(show({ events: [event('a', { encrypted: false })] })[0]?.isEncrypted).toBe(false)
  })
})

describe('what was sent', () => {
  const own = (name: string, news: Partial<EventSnapshot> = {}) => event(name, { sender: ida, ...news })

  it('stands at the end while it waits, with its true state', () => {
    const items = show({
      events: [event('hello')],
      outbox: [entry('t1', { state: 'failed', error: 'too-large' }), entry('t2')],
    })
    expect(items.map(({ key, send }) => [key, send])).toEqual([
      ['$hello', null],
      ['t1', { state: 'failed', readBy: [], error: 'too-large' }],
      ['t2', { state: 'waiting', readBy: [], error: null }],
    ])
  })

  it('keeps its key from waiting over taken to arrived, and never stands there twice', () => {
    const sending = entry('t1', { state: 'sending' })
    const taken = new Map([['t1', id('one')]])
    const seen = [
      show({ outbox: [sending] }),
      show({ outbox: [sending], taken }),
      show({ outbox: [sending], taken, events: [own('one', { txnId: 't1' })] }),
      show({ events: [own('one', { txnId: 't1' })] }),
    ]
    expect(seen.map((items) => items.map(({ key, send }) => `${key} ${send?.state}`))).toEqual([
      ['t1 sending'],
      ['t1 sent'],
      ['t1 sent'],
      ['t1 sent'],
    ])
  })

  it.each([
    ['another server has not acknowledged it', [sued, west], [sued], 'sent'],
    ['every other server has it', [sued, west], [sued, west], 'delivered'],
    ['there is no other server', [], [sued], 'sent'],
    ['not every member is known', null, [sued], 'sent'],
  ])('is delivered only with a sign from the other side: %s', (_, otherServers, has, state) => {
    const delivered = new Map([[id('one'), has]])
    expect(states({ events: [own('one')], delivered, otherServers })).toEqual([state])
  })

  it('is read by those whose receipt is at it or after it', () => {
    const eva = '@eva:sued.example' as UserId
    const items = show({
      events: [own('one'), own('two'), event('answer'), own('three')],
      readUpTo: new Map([
        [jonas, id('answer')],
        [eva, id('one')],
      ]),
    })
    expect(items.map(({ send }) => send && [send.state, send.readBy])).toEqual([
      ['read', [eva, jonas]],
      ['read', [jonas]],
      null,
      ['sent', []],
    ])
  })

  it('is not read by a receipt for something that we do not know', () => {
    expect(states({ events: [own('one')], readUpTo: new Map([[jonas, id('older')]]) })).toEqual(['sent'])
  })
})
