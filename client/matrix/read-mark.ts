import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'

type Seen = Pick<EventSnapshot, 'eventId' | 'sender' | 'unreadable' | 'stateKey'>

/** From before our time: these stay unreadable, and nobody waits for us to read them. */
const isHistory = ({ unreadable }: Seen) => unreadable === 'before-joining' || unreadable === 'no-backup'

/**
 * Up to which message of others one has read, or null when nothing was added since `readUpTo`. Whoever sees a message on
 * the screen without being able to read it has not read it, nor may its sender believe so: the mark stays before it.
 * Messages only: an invitation is newer to the homeserver than what was written before we joined, so that a mark at it
 * would keep any later mark at that from being taken.
 */
export const readMark = (events: readonly Seen[], ownId: UserId, readUpTo: string | null): EventId | null => {
  const isMessage = ({ sender, stateKey }: Seen) => sender !== ownId && stateKey === null
  // From the end: what is unread is there, and a room may be long.
  const readAt = events.findLastIndex((event) => event.eventId === readUpTo && isMessage(event))
  const unread = events.slice(readAt + 1).filter(isMessage)
  const waitedFor = unread.findIndex((event) => event.unreadable !== null && !isHistory(event))
  return unread.slice(0, waitedFor === -1 ? undefined : waitedFor).at(-1)?.eventId ?? null
}
