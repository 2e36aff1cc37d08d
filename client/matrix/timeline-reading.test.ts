import { describe, expect, it, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { localpartOf } from '#shared/matrix/ids.ts'
import type { EventSnapshot, Relation } from './event-snapshot.ts'
import { createTimelineReader, type TimelineParts, timelineOf } from './timeline.ts'
import { base, entry, event, id, ida, jonas, sued } from './timeline-fixtures.ts'
import type { OutboxEntry } from './types.ts'

describe('a room that is read again and again', () => {
  /** The same numbers at every run. */
  const numbers = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
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
        unreadable: chance() < 0.1 ? (chance() < 0.5 ? 'waiting-for-keys' : 'pending') : null,
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
