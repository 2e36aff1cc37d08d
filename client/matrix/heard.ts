import { standsAlone } from './room-kinds.ts'
import type { Notify, RoomSummary } from './types.ts'

type Heard = Pick<
  RoomSummary,
  'kind' | 'membership' | 'unreadCount' | 'mentionCount' | 'urgentCount' | 'isMarkedUnread' | 'isArchived' | 'notify'
>

/** Put away until somebody calls for the person. */
export const isShelved = ({ isArchived, mentionCount, urgentCount }: Heard): boolean =>
  isArchived && mentionCount === 0 && urgentCount === 0

const quietOf = ({ notify, isArchived }: Heard): Notify => (isArchived && notify === 'all' ? 'mentions' : notify)

/** How much of a room makes itself heard; the rest is there, and counted nowhere. */
export const heardCount = (room: Heard): number => {
  if (room.membership === 'invite') return 1
  const least = Math.max(room.urgentCount, room.isMarkedUnread ? 1 : 0)
  switch (quietOf(room)) {
    case 'all':
      return Math.max(least, room.unreadCount)
    case 'mentions':
      return Math.max(least, room.mentionCount)
    case 'none':
      return least
  }
}

/** What stands in the title of the page and at the way to the messages; consults and alerts have ways of their own. */
export const unreadOf = (rooms: readonly Heard[]): number =>
  rooms.reduce((sum, room) => (room.kind === 'consult' || !standsAlone(room) ? sum : sum + heardCount(room)), 0)
