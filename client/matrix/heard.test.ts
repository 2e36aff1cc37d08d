import { describe, expect, it } from 'vitest'
import { heardCount, isShelved, unreadOf } from './heard.ts'

const room = (changes: Partial<Parameters<typeof heardCount>[0]> = {}): Parameters<typeof heardCount>[0] => ({
  kind: 'direct',
  membership: 'join',
  unreadCount: 0,
  mentionCount: 0,
  urgentCount: 0,
  isMarkedUnread: false,
  isArchived: false,
  notify: 'all',
  ...changes,
})

describe('what makes itself heard', () => {
  it.each([
    ['everything', { unreadCount: 5, mentionCount: 1 }, 5],
    ['a mark', { isMarkedUnread: true }, 1],
    ['an invitation', { membership: 'invite' as const }, 1],
    ['only mentions, when so chosen', { notify: 'mentions' as const, unreadCount: 5, mentionCount: 2 }, 2],
    ['nothing, when silent', { notify: 'none' as const, unreadCount: 5, mentionCount: 2 }, 0],
    ['what is urgent, although silent and read', { notify: 'none' as const, urgentCount: 1 }, 1],
    ['nothing of what is archived', { isArchived: true, unreadCount: 5 }, 0],
    ['who calls for the person in what is archived', { isArchived: true, unreadCount: 5, mentionCount: 1 }, 1],
  ])('is %s', (_, changes, expected) => {
    expect(heardCount(room(changes))).toBe(expected)
  })

  it('is counted over messages and invitations, not consults', () => {
    expect(
      unreadOf([
        room({ unreadCount: 2 }),
        room({ kind: 'department', unreadCount: 3 }),
        room({ membership: 'invite' }),
        room({ kind: 'consult', unreadCount: 7 }),
      ]),
    ).toBe(6)
  })
})

it('what is archived comes back when somebody calls', () => {
  expect(isShelved(room({ isArchived: true, unreadCount: 3 }))).toBe(true)
  expect(isShelved(room({ isArchived: true, mentionCount: 1 }))).toBe(false)
  expect(isShelved(room({ isArchived: true, urgentCount: 1 }))).toBe(false)
})
