import { describe, expect, it } from 'vitest'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { TimelineItem, WholeRoom } from '../matrix/types.ts'
import { recordsOf } from './records.ts'

const anna = '@anna:nord.example' as UserId
const bert = '@bert:sued.example' as UserId
const id = (name: string) => `$${name}` as EventId

const item = (
  name: string,
  at: number,
  body: TimelineItem['body'],
  rest: Partial<TimelineItem> = {},
): TimelineItem => ({
  key: name,
  eventId: id(name),
  sender: anna,
  senderName: 'Anna',
  at,
  isOwn: false,
  isEncrypted: true,
  body,
  reply: null,
  role: null,
  mentions: { userIds: [], isEverybody: false },
  versions: null,
  reactions: [],
  pending: null,
  cover: null,
  urgent: null,
  send: null,
  ...rest,
})
const text = (words: string): TimelineItem['body'] => ({ kind: 'text', text: words, html: null })
const names = { nameOf: (userId: UserId) => userId.slice(1, 5), clinicOf: () => 'Klinik' }
const all = { from: null, until: null }

const recorded = (
  items: TimelineItem[],
  rest: Partial<WholeRoom> = {},
  period: Parameters<typeof recordsOf>[1] = all,
) => recordsOf({ items, readers: new Map(), confirmations: new Map(), ...rest }, period, names, () => null)

describe('an exported conversation', () => {
  it('has of each message who wrote it, what became of it, and who has read it', () => {
    const items = [
      item('a', 0, text('neu'), {
        versions: [
          { eventId: id('a'), at: 0, text: 'alt' },
          { eventId: id('a2'), at: 1000, text: 'neu' },
        ],
        reactions: [{ emoji: '👍', by: [bert], isAssured: true, own: null }],
        reply: { eventId: id('before'), quoted: null },
      }),
    ]
    const readers = new Map([[id('a'), [anna, bert]]])
    const confirmations = new Map([[id('a'), [{ by: bert, at: 2000 }]]])
    const [person, other] = [
      { id: anna, name: 'anna', clinic: 'Klinik' },
      { id: bert, name: 'bert', clinic: 'Klinik' },
    ]
    expect(recorded(items, { readers, confirmations })).toEqual([
      {
        id: '$a',
        at: '1970-01-01T00:00:00.000Z',
        sender: person,
        kind: 'text',
        text: 'neu',
        versions: [
          { at: '1970-01-01T00:00:00.000Z', text: 'alt' },
          { at: '1970-01-01T00:00:01.000Z', text: 'neu' },
        ],
        reactions: [{ emoji: '👍', by: [other] }],
        replyTo: '$before',
        confirmedBy: [{ ...other, at: '1970-01-01T00:00:02.000Z' }],
        readBy: [other],
      },
    ])
  })

  it('keeps the place of what was deleted or cannot be read', () => {
    const [deleted, locked] = recorded([
      item('a', 0, { kind: 'redacted', by: bert, byName: 'Bert', at: 5 }),
      item('b', 1, { kind: 'undecryptable', reason: 'no-backup' }),
    ])
    expect(deleted).toMatchObject({ kind: 'deleted', deleted: { by: { id: bert }, at: '1970-01-01T00:00:00.005Z' } })
    expect(locked).toMatchObject({ kind: 'unreadable', unreadable: 'no-backup' })
  })

  it('says of what came in the clear that it did, and gives away no keys of files', () => {
    const content = { body: 'x', msgtype: 'm.strange', file: { key: { k: 'geheim' } }, secret: 'geheim' }
    const [record] = recorded([
      item('a', 0, { kind: 'event', type: 'm.room.message', content }, { isEncrypted: false }),
    ])
    expect(record).toMatchObject({ kind: 'event', arrivedUnencrypted: true })
    expect(JSON.stringify(record)).not.toContain('geheim')
  })

  it('keeps to the period, and to what the homeserver has', () => {
    const items = [item('a', 1, text('a')), item('b', 2, text('b')), item('c', 3, text('c'), { eventId: null })]
    const ids = (period: Parameters<typeof recordsOf>[1]) => recorded(items, {}, period).map((record) => record.id)
    expect(ids(all)).toEqual(['$a', '$b'])
    expect(ids({ from: 2, until: null })).toEqual(['$b'])
    expect(ids({ from: null, until: 2 })).toEqual(['$a'])
  })
})
