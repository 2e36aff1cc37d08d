import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import type { TimelineParts } from './timeline.ts'
import { about, bodies, entry, event, id, ida, jonas, member, show, sued, west } from './timeline-fixtures.ts'

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
      { kind: 'text', text: 'hello', html: null },
      { kind: 'event', type: eventTypes.message, content: image },
      { kind: 'event', type: eventTypes.caseFile, content: file },
    ])
  })

  it('says otherwise what other clients send as done by somebody, or by a program', () => {
    const sent = (msgtype: string) => event(msgtype, { content: { msgtype, body: 'misst nach' } })
    expect(bodies(sent('m.emote'), sent('m.notice'))).toEqual([
      { kind: 'text', text: 'misst nach', html: null, manner: 'emote' },
      { kind: 'text', text: 'misst nach', html: null, manner: 'notice' },
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
        event('c', { type: eventTypes.encrypted, content: {}, isRedacted: true, redactedRelation: 'm.annotation' }),
        event('d', { content: {}, isRedacted: true, redactedBy: { sender: jonas, at: 7 } }),
      ),
    ).toEqual([
      { kind: 'redacted', by: null, byName: '', at: null },
      { kind: 'redacted', by: jonas, byName: 'jonas', at: 7 },
    ])
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
      ['t1', { state: 'failed', readBy: [], arrivedAt: [], error: 'too-large' }],
      ['t2', { state: 'waiting', readBy: [], arrivedAt: [], error: null }],
    ])
  })

  it('keeps its key from waiting over taken to arrived, and never stands there twice', () => {
    const sending = entry('t1', { state: 'sending' })
    const taken = new Map([['t1', id('one')]])
    const seen = [
      show({ outbox: [sending] }),
      show({ outbox: [sending], taken }),
      show({ outbox: [sending], taken, events: [own('one', { txnId: 't1', unreadable: 'pending' })] }),
      show({ outbox: [sending], taken, events: [own('one', { txnId: 't1' })] }),
      show({ events: [own('one', { txnId: 't1' })] }),
    ]
    expect(seen.map((items) => items.map(({ key, send }) => `${key} ${send?.state}`))).toEqual([
      ['t1 sending'],
      ['t1 sent'],
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

describe('an answer', () => {
  it('shows what it answers, or that it is not loaded', () => {
    const replyTo = (name: string) => ({ relation: about(null, '', { replyTo: id(name) }) })
    const items = show({
      events: [event('question'), event('yes', replyTo('question')), event('no', replyTo('older'))],
    })
    expect(items.map(({ reply }) => reply && [reply.eventId, reply.quoted?.body])).toEqual([
      null,
      ['$question', { kind: 'text', text: 'question', html: null }],
      ['$older', undefined],
    ])
  })

  it('is also what another client wrote into a thread', () => {
    const inThread = event('inside', { relation: about('m.thread', 'question') })
    expect(show({ events: [event('question'), inThread] })[1]?.reply?.eventId).toBe('$question')
  })

  it('does not repeat what an older client put above it', () => {
    const content = { msgtype: 'm.text', body: '> <@jonas:sued.example> Wann?\n> Heute?\n\nMorgen.' }
    const answer = event('answer', { content, relation: about(null, '', { replyTo: id('question') }) })
    expect(bodies(answer)).toEqual([{ kind: 'text', text: 'Morgen.', html: null }])
  })

  it('names whom it names', () => {
    const content = { msgtype: 'm.text', body: 'x', 'm.mentions': { user_ids: [ida, 7], room: true } }
    expect(show({ events: [event('a', { content })] })[0]?.mentions).toEqual({ userIds: [ida], isEverybody: true })
  })
})
