import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'

type Seen = Pick<EventSnapshot, 'eventId' | 'sender' | 'unreadable'>

/** From before our time: these stay unreadable, and nobody waits for us to read them. */
const isHistory = ({ unreadable }: Seen) => unreadable === 'before-joining' || unreadable === 'no-backup'

/**
 * Up to which event of others one has read, or null when nothing was added since `readUpTo`. Whoever sees a message on
 * the screen without being able to read it has not read it, nor may its sender believe so: the mark stays before it.
 */
export const readMark = (events: readonly Seen[], ownId: UserId, readUpTo: string | null): EventId | null => {
  // A mark at something of our own, our joining for instance, says nothing of what others wrote at the same time.
  const last = events.findIndex(({ eventId, sender }) => eventId === readUpTo && sender !== ownId)
  const unread = events.slice(last + 1)
  const isWaitedFor = (event: Seen) => event.sender !== ownId && event.unreadable !== null && !isHistory(event)
  const waitedFor = unread.findIndex(isWaitedFor)
  const readable = waitedFor === -1 ? unread : unread.slice(0, waitedFor)
  return readable.findLast(({ sender }) => sender !== ownId)?.eventId ?? null
}
