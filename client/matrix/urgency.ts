import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { confirms, urgentOf } from '#shared/urgent/message.ts'
import type { EventSnapshot } from './event-snapshot.ts'

type Said = Pick<EventSnapshot, 'eventId' | 'type' | 'content' | 'encrypted' | 'unreadable' | 'isRedacted' | 'sender'>

const isReadable = ({ encrypted, unreadable, isRedacted }: Said) => encrypted && !unreadable && !isRedacted

/** Urgent messages of others that nobody beside their sender has confirmed: they count however often they were read. */
export const unconfirmedUrgent = (events: readonly Said[], ownId: UserId): number => {
  const confirmations = events.filter((event) => isReadable(event) && event.type === eventTypes.responseStatus)
  return events.filter(
    (event) =>
      isReadable(event) &&
      event.sender !== ownId &&
      urgentOf(event.content) !== null &&
      !confirmations.some(({ sender, content }) => sender !== event.sender && confirms(content, event.eventId)),
  ).length
}
