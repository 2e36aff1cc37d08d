import { describe, expect, it } from 'vitest'
import { marksOf, orderOnTop, quietRooms } from './room-marks.ts'

const nothing = { markedUnread: undefined, mutedUntil: undefined }

describe('what a person has set for a conversation', () => {
  it('is nothing at first, and nothing when another client wrote something else there', () => {
    const plain = { pinnedAt: null, isArchived: false, isMarkedUnread: false, notify: 'all', mutedUntil: null }
    expect(marksOf({}, nothing, 'all')).toEqual(plain)
    expect(marksOf({}, { markedUnread: { unread: 'yes' }, mutedUntil: { until: '7' } }, 'all')).toEqual(plain)
  })

  it('is pinned in an order, archived, marked and muted for a while', () => {
    const contents = { markedUnread: { unread: true }, mutedUntil: { until: 7 } }
    expect(marksOf({ 'm.favourite': { order: 0.25 }, 'm.lowpriority': {} }, contents, 'mentions')).toEqual({
      pinnedAt: 0.25,
      isArchived: true,
      isMarkedUnread: true,
      notify: 'none',
      mutedUntil: 7,
    })
    expect(marksOf({ 'm.favourite': { order: 'top' } }, nothing, 'all').pinnedAt).toBe(1)
    expect(marksOf({}, { ...contents, mutedUntil: { until: null } }, 'mentions').notify).toBe('mentions')
  })

  it('puts what is pinned next on top', () => {
    expect(orderOnTop([])).toBe(0.5)
    expect(orderOnTop([0.5, 0.25, 1])).toBe(0.125)
    expect(orderOnTop([-3])).toBe(0)
  })
})

it('push rules say which rooms are quieter than usual', () => {
  const rules = {
    global: {
      override: [
        { rule_id: '.m.rule.master', enabled: true, default: true, actions: [] },
        { rule_id: '!silent', enabled: true, actions: [] },
        { rule_id: '!off', enabled: false, actions: ['dont_notify'] },
        { rule_id: '!loud', enabled: true, actions: ['notify'] },
        { bad: true },
      ],
      room: [
        { rule_id: '!mentions', enabled: true, actions: ['dont_notify'] },
        { rule_id: '!silent', enabled: true, actions: [] },
      ],
    },
  }
  expect([...quietRooms(rules)]).toEqual([
    ['!mentions', 'mentions'],
    ['!silent', 'none'],
  ])
  expect([...quietRooms({ global: 5 })]).toEqual([])
  expect([...quietRooms(undefined)]).toEqual([])
})
