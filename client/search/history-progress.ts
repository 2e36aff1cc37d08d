import type { EventId } from '#shared/matrix/ids.ts'
import type { HistoryEvent } from '../matrix/types.ts'
import type { RoomProgress, Stretch } from '../workers/search-rows.ts'

type Events = readonly Pick<HistoryEvent, 'eventId' | 'unreadable'>[]

/** A conversation that nobody here can read must not fill the disk. */
const mostUnreadable = 1_000

/** Which messages could not be read, after these were looked at. */
export const unreadableAfter = (before: readonly EventId[], events: Events): EventId[] => {
  const seen = new Set(events.map(({ eventId }) => eventId))
  const unreadable = events.filter((event) => event.unreadable !== null).map(({ eventId }) => eventId)
  return [...before.filter((eventId) => !seen.has(eventId)), ...unreadable].slice(-mostUnreadable)
}

/** After what sync has brought since `before.head`, oldest first. */
export const afterSync = (
  before: RoomProgress,
  { events, isWhole, earlier }: { events: Events; isWhole: boolean; earlier: string | null },
): RoomProgress => {
  // The timeline begins where the room does, unless it is empty: then nobody has asked yet.
  const isToBeginning = earlier === null && events.length > 0
  const gap: Stretch[] = isWhole || isToBeginning ? [] : [{ from: earlier, until: before.head }]
  return {
    ...before,
    head: events.at(-1)?.eventId ?? before.head,
    stretches: [...gap, ...before.stretches],
    unreadable: unreadableAfter(before.unreadable, events),
  }
}

/** After a page of one of the stretches, newest first. */
export const afterPage = (
  before: RoomProgress,
  stretch: Stretch,
  { events, earlier }: { events: Events; earlier: string | null },
): RoomProgress => {
  const isDone = earlier === null || (stretch.until !== null && events.some(({ eventId }) => eventId === stretch.until))
  const isSame = (one: Stretch) => one.from === stretch.from && one.until === stretch.until
  return {
    ...before,
    head: before.head ?? events[0]?.eventId ?? null,
    stretches: before.stretches.flatMap((one) => (isSame(one) ? (isDone ? [] : [{ ...one, from: earlier }]) : [one])),
    unreadable: unreadableAfter(before.unreadable, events),
  }
}
