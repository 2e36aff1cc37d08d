import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { saidBy } from './timeline-item-fixture.ts'
import { dayRowsOf, firstUnreadOf, outcomeOf, rowsOf } from './timeline-rows.ts'

const moment = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime()

const said = (key: string, sender: string, at: number): TimelineItem => saidBy(sender, key, at)
const joined = (key: string, at: number): TimelineItem => ({
  ...said(key, 'jana', at),
  body: { kind: 'notice', notice: 'joined', subject: '@jana:nord.localhost' as UserId, subjectName: 'jana' },
})
const invited = (key: string, sender: string, who: string): TimelineItem => ({
  ...said(key, sender, moment(24, 9, 0)),
  body: { kind: 'notice', notice: 'invited', subject: `@${who}:nord.localhost` as UserId, subjectName: who },
})

const shapes = (items: TimelineItem[], unreadFrom: string | null = null) =>
  rowsOf(items, unreadFrom).map((row) => (row.kind === 'item' ? `${row.isFirst ? '+' : ' '}${row.key}` : row.kind))

describe('rows of a conversation', () => {
  it('begin each day with a line, also when somebody writes over midnight', () => {
    expect(shapes([said('a', 'jana', moment(23, 23, 59)), said('b', 'jana', moment(24, 0, 1))])).toEqual([
      'day',
      '+a',
      'day',
      '+b',
    ])
  })

  it('name a person once as long as they go on, and again after a pause or another person', () => {
    expect(
      shapes([
        said('a', 'jana', moment(24, 9, 0)),
        said('b', 'jana', moment(24, 9, 4)),
        said('c', 'jana', moment(24, 9, 9)),
        said('d', 'ich', moment(24, 9, 9)),
        said('e', 'jana', moment(24, 9, 10)),
      ]),
    ).toEqual(['day', '+a', ' b', '+c', '+d', '+e'])
  })

  it('name a person again after somebody came or left', () => {
    expect(
      shapes([said('a', 'jana', moment(24, 9, 0)), joined('n', moment(24, 9, 1)), said('b', 'jana', moment(24, 9, 2))]),
    ).toEqual(['day', '+a', 'notices', '+b'])
  })

  it('show where the unread begin, with the name of who wrote', () => {
    expect(shapes([said('a', 'jana', moment(24, 9, 0)), said('b', 'jana', moment(24, 9, 1))], 'b')).toEqual([
      'day',
      '+a',
      'unread',
      '+b',
    ])
  })

  it('say in one line who came and went one after the other, and begin anew after somebody spoke', () => {
    const rows = rowsOf(
      [
        invited('a', 'jana', 'emil'),
        joined('b', moment(24, 9, 0)),
        said('c', 'jana', moment(24, 9, 1)),
        joined('d', moment(24, 9, 2)),
      ],
      null,
    )
    const kept = rows.flatMap((row) => (row.kind === 'notices' ? [row.items.map(({ key }) => key)] : []))
    expect(kept).toEqual([['a', 'b'], ['d']])
  })

  it('tell what several notices came to: who is here, and who was asked and has not come', () => {
    const asked = ['emil', 'sofia', 'jana'].map((who) => invited(who, 'ich', who))
    expect(outcomeOf([...asked, joined('c', moment(24, 9, 2))])).toEqual({
      here: ['jana'],
      asked: ['emil', 'sofia'],
      gone: [],
    })
  })

  it('have names of their own even when clocks disagree about the day', () => {
    const keys = rowsOf(
      [
        said('a', 'jana', moment(24, 0, 1)),
        said('b', 'ich', moment(23, 23, 59)),
        said('c', 'jana', moment(24, 0, 2)),
        said('d', 'ich', moment(23, 23, 59)),
        said('e', 'jana', moment(24, 0, 3)),
      ],
      null,
    ).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the first unread', () => {
  const items = [
    said('a', 'jana', moment(24, 9, 0)),
    said('b', 'jana', moment(24, 9, 1)),
    said('c', 'ich', moment(24, 9, 2)),
    joined('n', moment(24, 9, 3)),
    said('d', 'jana', moment(24, 9, 4)),
  ]

  it.each([
    [0, null],
    [1, 'd'],
    [2, 'b'],
    [3, 'a'],
    [9, 'a'],
  ])('of %i is %j: own messages and notices do not count', (unread, expected) => {
    expect(firstUnreadOf(items, unread)).toBe(expected)
  })
})

it('makes only the days anew in which something changed', () => {
  const items = [
    said('a', 'ida', moment(23, 9, 0)),
    said('b', 'ida', moment(24, 9, 0)),
    said('c', 'ida', moment(25, 9, 0)),
  ]
  const before = dayRowsOf(items, null)
  const more = dayRowsOf(
    [said('0', 'ida', moment(22, 9, 0)), ...items, said('d', 'ida', moment(25, 9, 1))],
    'd',
    before,
  )
  expect(more.map((day) => before.includes(day))).toEqual([false, true, true, false])
  expect(more.at(-1)?.rows.map(({ key }) => key)).toEqual(['day 2026-11-25', 'c', 'unread d', 'd'])
  // What stands is not drawn again.
  expect(more.at(-1)?.rows[1]).toBe(before.at(-1)?.rows[1])
})
