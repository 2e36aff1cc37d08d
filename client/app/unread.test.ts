import { describe, expect, it } from 'vitest'
import { shortCount, unreadOf } from './unread.ts'

describe('what is unread', () => {
  it('is messages and invitations, not consults', () => {
    expect(
      unreadOf([
        { kind: 'direct', membership: 'join', unreadCount: 2 },
        { kind: 'group', membership: 'join', unreadCount: 3 },
        { kind: 'direct', membership: 'invite', unreadCount: 0 },
        { kind: 'consult', membership: 'join', unreadCount: 7 },
        { kind: 'consult', membership: 'invite', unreadCount: 0 },
      ]),
    ).toBe(6)
  })

  it('is shown short', () => {
    expect([1, 99, 100].map(shortCount)).toEqual(['1', '99', '99+'])
  })
})
