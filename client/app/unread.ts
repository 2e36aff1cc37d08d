import type { RoomSummary } from '../matrix/types.ts'

/** Messages and invitations that nobody has looked at; consults are counted by what they need. */
export const unreadOf = (rooms: readonly Pick<RoomSummary, 'kind' | 'membership' | 'unreadCount'>[]): number =>
  rooms.reduce((sum, { kind, membership, unreadCount }) => {
    if (kind === 'consult' || kind === 'urgent') return sum
    return sum + (membership === 'invite' ? 1 : unreadCount)
  }, 0)

/** `99+` fits where three digits do not. */
export const shortCount = (count: number): string => (count > 99 ? '99+' : String(count))
