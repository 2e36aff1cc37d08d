import { describe, expect, it, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, localpartOf, type RoomId, type ServerName, type UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot, Relation } from './event-snapshot.ts'
import { createTimelineReader, type TimelineParts, timelineOf } from './timeline.ts'
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
  redactedBy: null,
  redactedRelation: null,
  relation: null,
  ...news,
})

const member = (subject: UserId, membership: string, news: Partial<EventSnapshot> = {}): EventSnapshot =>
  event(`${subject} ${membership} ${Math.random()}`, {
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
      { kind: 'text', text: 'hello', html: null },
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

const about = (type: string | null, name: string, news: Partial<Relation> = {}): Relation => ({
  type,
  eventId: type ? id(name) : null,
  key: null,
  replyTo: null,
  ...news,
})

describe('an edit', () => {
  const edit = (name: string, news: Partial<EventSnapshot> = {}) =>
    event(name, {
      relation: about('m.replace', 'original'),
      content: { body: `* ${name}`, 'm.new_content': { msgtype: 'm.text', body: name } },
      at: 9,
      ...news,
    })
  const original = event('original')
  const textsOf = (...events: EventSnapshot[]) =>
    show({ events }).map(({ body }) => (body.kind === 'text' ? body.text : body.kind))

  it('takes the place of the text, says so, and keeps what was there before', () => {
    const [item, ...others] = show({ events: [original, event('answer'), edit('second'), edit('third')] })
    expect(item?.body).toEqual({ kind: 'text', text: 'third', html: null })
    expect(item?.versions?.map(({ text, at }) => [text, at])).toEqual([
      ['original', 1],
      ['second', 9],
      ['third', 9],
    ])
    expect(others.map(({ key }) => key)).toEqual(['$answer'])
  })

  it.each<[string, EventSnapshot]>([
    ['somebody else', edit('forged', { sender: ida })],
    ['in the clear for something encrypted', edit('forged', { encrypted: false })],
    ['of another type', edit('forged', { type: eventTypes.caseFile })],
    ['without a new text', edit('forged', { content: { body: 'x' } })],
    ['that was deleted', edit('forged', { isRedacted: true })],
    ['that cannot be read', edit('forged', { unreadable: 'waiting-for-keys' })],
  ])('does not count from %s', (_, forged) => {
    expect(textsOf(original, forged)).toEqual(['original'])
    expect(show({ events: [original, forged] })[0]?.versions).toBeNull()
  })

  it('of a deleted message brings nothing back', () => {
    expect(textsOf({ ...original, isRedacted: true, content: {} }, edit('second'))).toEqual(['redacted'])
  })

  it('that is not sent yet shows at once, and can be seen to have failed', () => {
    const queued = entry('t1', {
      state: 'failed',
      error: 'too-large',
      content: {
        body: '* mine',
        'm.new_content': { msgtype: 'm.text', body: 'mine' },
        'm.relates_to': { rel_type: 'm.replace', event_id: id('original') },
      },
    })
    const [item, ...others] = show({ events: [{ ...original, sender: ida }], outbox: [queued] })
    expect(item?.body).toMatchObject({ text: 'mine' })
    expect(item?.pending).toEqual({ txnId: 't1', kind: 'edit', state: 'failed', error: 'too-large' })
    expect(others).toEqual([])
  })
})

describe('a reaction', () => {
  const reaction = (name: string, key: string, news: Partial<EventSnapshot> = {}) =>
    event(name, {
      type: eventTypes.reaction,
      content: {},
      relation: about('m.annotation', 'original', { key }),
      ...news,
    })
  const reactionsAt = (parts: Partial<TimelineParts>) => show(parts)[0]?.reactions.map(({ emoji, by }) => [emoji, by])

  it('stands at its message, once for each person, with those who took part', () => {
    const events = [
      event('original'),
      reaction('1', '👍'),
      reaction('2', '👍'),
      reaction('3', '✅', { sender: ida }),
      reaction('4', '👍', { sender: ida }),
    ]
    expect(reactionsAt({ events })).toEqual([
      ['👍', [jonas, ida]],
      ['✅', [ida]],
    ])
    expect(show({ events })[0]?.reactions[0]?.own).toEqual({ eventId: '$4', txnId: null })
    expect(show({ events })).toHaveLength(1)
  })

  it('of more than one emoji, of words, or deleted, is none', () => {
    const events = [
      event('original'),
      reaction('1', '👍👍'),
      reaction('2', 'ja'),
      reaction('3', '✅', { isRedacted: true }),
    ]
    expect(reactionsAt({ events })).toEqual([])
  })

  it('in the clear is shown as not assured', () => {
    const events = [event('original'), reaction('1', '👍'), reaction('2', '👍', { sender: ida, encrypted: false })]
    expect(show({ events })[0]?.reactions.map(({ isAssured }) => isAssured)).toEqual([false])
  })

  it('is there before it is sent, and gone before its deletion is', () => {
    const queued = entry('t1', {
      type: eventTypes.reaction,
      content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: id('original'), key: '👀' } },
    })
    expect(reactionsAt({ events: [event('original')], outbox: [queued] })).toEqual([['👀', [ida]]])
    const own = [event('original'), reaction('1', '👍', { sender: ida })]
    const deletion = entry('t2', { type: eventTypes.redaction, content: { redacts: id('1') } })
    expect(reactionsAt({ events: own, outbox: [deletion] })).toEqual([])
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

describe('a room that is read again and again', () => {
  /** The same numbers at every run. */
  const numbers = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const base: TimelineParts = {
    events: [],
    outbox: [],
    taken: new Map(),
    ownId: ida,
    nameOf: localpartOf,
    readUpTo: new Map(),
    delivered: new Map(),
    otherServers: [sued],
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows what a first look would show, whatever happens (%i)', (seed) => {
    const chance = numbers(seed)
    const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)]
    let made = 0
    const next = () => {
      made += 1
      return made
    }
    const make = (events: readonly EventSnapshot[]): EventSnapshot => {
      const target = pick(events)?.eventId ?? id('unknown')
      const sender = chance() < 0.5 ? ida : jonas
      const relation: Relation | null =
        pick<() => Relation | null>([
          () => null,
          () => ({ type: null, eventId: null, key: null, replyTo: target }),
          () => ({ type: 'm.replace', eventId: target, key: null, replyTo: null }),
          () => ({ type: 'm.annotation', eventId: target, key: pick(['👍', '✅']) ?? '', replyTo: null }),
        ])?.() ?? null
      const name = `e${next()}`
      const isReaction = relation?.type === 'm.annotation'
      return event(name, {
        sender,
        relation,
        at: made,
        txnId: sender === ida && chance() < 0.3 ? `t${made}` : null,
        unreadable: chance() < 0.1 ? 'waiting-for-keys' : null,
        type: isReaction ? eventTypes.reaction : eventTypes.message,
        content: { msgtype: 'm.text', body: name, 'm.new_content': { msgtype: 'm.text', body: `new ${name}` } },
      })
    }
    const queued = (events: readonly EventSnapshot[]): OutboxEntry => {
      const about = pick(events)?.eventId
      const txnId = `q${next()}`
      return pick([
        entry(txnId),
        entry(txnId, { type: eventTypes.redaction, content: { redacts: about } }),
        entry(txnId, {
          type: eventTypes.reaction,
          content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: about, key: '👀' } },
        }),
      ]) as OutboxEntry
    }
    const steps: ((parts: TimelineParts) => Partial<TimelineParts>)[] = [
      ({ events }) => ({ events: [...events, make(events)] }),
      ({ events }) => ({ events: [make(events), make(events), ...events] }),
      ({ events }) => {
        const changed = pick(events)
        const news = pick<Partial<EventSnapshot>>([
          { unreadable: null },
          { isRedacted: true, relation: null, content: {} },
          { isRedacted: true, redactedBy: { sender: jonas, at: 3 } },
        ])
        return { events: events.map((one) => (one === changed ? { ...one, ...news } : one)) }
      },
      ({ events }) => ({ readUpTo: new Map([[jonas, pick(events)?.eventId ?? id('x')]]) }),
      ({ events, delivered }) => ({ delivered: new Map([...delivered, [pick(events)?.eventId ?? id('x'), [sued]]]) }),
      ({ events, outbox }) => ({ outbox: [...outbox, queued(events)] }),
      ({ outbox }) => ({ outbox: outbox.slice(1) }),
      ({ outbox, taken }) => ({ taken: new Map([...taken, [outbox[0]?.txnId ?? 'x', id(`e${made}`)]]) }),
      ({ events }) => ({ events: events.slice(Math.floor(chance() * 3)) }),
      () => ({ nameOf: (userId) => localpartOf(userId).toUpperCase() }),
    ]
    const read = createTimelineReader()
    let parts = base
    for (let step = 0; step < 120; step += 1) {
      parts = { ...parts, ...pick(steps)?.(parts) }
      expect(read(parts)).toEqual(timelineOf(parts))
    }
  })

  it('keeps what did not change as it was, so that nothing of it is drawn again', () => {
    const read = createTimelineReader()
    const events = [event('one'), event('two', { sender: ida })]
    const [one, two] = read({ ...base, events })
    const after = read({ ...base, events: [event('zero'), ...events, event('three')] })
    expect([after[1] === one, after[2] === two]).toEqual([true, true])
    const again = read({ ...base, events: [event('zero'), ...events, event('three')] })
    expect(again[1]).toBe(one)
  })

  it('has room for many messages: one more is read alone', () => {
    const read = createTimelineReader()
    const events = Array.from({ length: 20_000 }, (_, at) => event(`m${at}`, { at }))
    const nameOf = vi.fn(base.nameOf)
    read({ ...base, nameOf, events })
    expect(nameOf.mock.calls.length).toBeGreaterThan(events.length / 2)
    nameOf.mockClear()
    expect(read({ ...base, nameOf, events: [...events, event('one more')] })).toHaveLength(20_001)
    expect(nameOf.mock.calls.length).toBeLessThan(20)
  })
})
