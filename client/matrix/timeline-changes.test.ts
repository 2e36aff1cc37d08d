import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import type { TimelineParts } from './timeline.ts'
import { about, entry, event, id, ida, jonas, show } from './timeline-fixtures.ts'

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

  it('also stands there when it came later than everything that is held', () => {
    const later = [reaction('2', '✅', { sender: ida, txnId: 't1' })]
    const queued = entry('t1', {
      type: eventTypes.reaction,
      content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: id('original'), key: '✅' } },
    })
    const events = [event('original'), reaction('1', '👍')]
    expect(reactionsAt({ events, later, outbox: [queued, entry('t2')] })).toEqual([
      ['👍', [jonas]],
      ['✅', [ida]],
    ])
    expect(show({ events, later, outbox: [entry('t2')] })).toHaveLength(1)
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
