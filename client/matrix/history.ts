import { Direction, type MatrixClient, type MatrixEvent, MatrixEventEvent, RoomEvent } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { snapshotOf } from './event-snapshot.ts'
import { listen } from './listen.ts'
import { refusing } from './matrix-error.ts'
import type { History, HistoryEvent, HistoryFollower } from './types.ts'

type Client = Pick<
  MatrixClient,
  'getRoom' | 'createMessagesRequest' | 'getEventMapper' | 'decryptEventIfNeeded' | 'on' | 'off'
>

const pageSize = 100
/** After a long absence there may be thousands: between so many, the page gets to draw. */
const batchSize = 50

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 })
    else setTimeout(resolve)
  })

const redactedBy = (event: MatrixEvent): EventId | null => {
  if (event.getType() !== 'm.room.redaction') return null
  // Room version 11 moved it into the content.
  const redacted = event.getContent()['redacts'] ?? event.event.redacts
  return typeof redacted === 'string' ? (redacted as EventId) : null
}

const toHistoryEvent = (event: MatrixEvent): HistoryEvent[] => {
  const roomId = event.getRoomId()
  const snapshot = snapshotOf(event)
  if (!roomId || !snapshot) return []
  const { eventId, type, stateKey, sender, at, encrypted, content, isRedacted, unreadable } = snapshot
  const replaces = event.isRelation('m.replace') ? event.getRelation()?.event_id : undefined
  return [
    {
      roomId: roomId as RoomId,
      eventId,
      type,
      stateKey,
      sender,
      at,
      encrypted,
      // What somebody wrote at first also when the SDK has put a correction in its place.
      content: event.replacingEvent() ? event.getOriginalContent() : content,
      replaces: (replaces ?? null) as EventId | null,
      redacts: isRedacted ? eventId : redactedBy(event),
      unreadable: unreadable === 'pending' ? 'waiting-for-keys' : unreadable,
    },
  ]
}

export type OpenHistory = History & { close(): void }

/** What is said in any room, whether somebody looks at it or not. */
export const createHistory = (client: Client): OpenHistory =>
  createRoot((dispose) => {
    const { history, end } = watchHistory(client)
    return {
      ...history,
      close() {
        dispose()
        end()
      },
    }
  })

const watchHistory = (client: Client): { history: History; end(): void } => {
  const noted = new Map<string, { event: MatrixEvent; isNew: boolean }>()
  let follower: HistoryFollower | null = null
  let isGiving = false

  const decrypted = async (events: readonly MatrixEvent[]) => {
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event).catch(() => {})))
    return events.flatMap(toHistoryEvent)
  }
  const give = async () => {
    if (isGiving) return
    isGiving = true
    while (follower && noted.size > 0) {
      await idle()
      const batch = [...noted.values()].slice(0, batchSize)
      for (const { event } of batch) noted.delete(event.getId() ?? '')
      const events = await decrypted(batch.map(({ event }) => event))
      const heads = new Map<RoomId, EventId>()
      for (const { event, isNew } of batch) if (isNew) heads.set(event.getRoomId() as RoomId, event.getId() as EventId)
      follower?.onEvents(events, heads)
    }
    isGiving = false
  }
  const note = (event: MatrixEvent, isNew = false) => {
    const eventId = event.getId()
    if (!follower || !eventId || !event.getRoomId() || event.status !== null) return
    noted.set(eventId, { event, isNew: isNew || (noted.get(eventId)?.isNew ?? false) })
    void give()
  }
  const liveEvents = (roomId: string) =>
    (client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []).filter((event) => event.status === null)

  listen(client, RoomEvent.Timeline, (event, room, toStart) => {
    if (room && !toStart && follower?.isFollowed(room.roomId as RoomId)) note(event, true)
  })
  listen(client, RoomEvent.TimelineReset, (room) => {
    if (room) follower?.onGap(room.roomId as RoomId)
  })
  listen(client, RoomEvent.MyMembership, (room, membership) => {
    if (membership !== 'join' && membership !== 'invite') follower?.onLeft(room.roomId as RoomId)
  })
  listen(client, RoomEvent.Redaction, (event) => note(event))
  listen(client, MatrixEventEvent.Decrypted, (event) => {
    if (!event.isState()) note(event)
  })

  return {
    history: {
      follow(next) {
        follower = next
        return () => {
          if (follower === next) follower = null
          noted.clear()
        }
      },
      newest: (roomId) => (liveEvents(roomId).at(-1)?.getId() ?? null) as EventId | null,
      async since(roomId, head) {
        const events = liveEvents(roomId)
        const at = head === null ? -1 : events.findIndex((event) => event.getId() === head)
        return {
          events: await decrypted(events.slice(at + 1)),
          isWhole: at >= 0,
          earlier: client.getRoom(roomId)?.getLiveTimeline().getPaginationToken(Direction.Backward) ?? null,
        }
      },
      async earlier(roomId, from) {
        const page = await refusing(client.createMessagesRequest(roomId, from, pageSize, Direction.Backward))
        const toEvent = client.getEventMapper({ decrypt: false })
        const events = page.chunk.map((raw) => toEvent({ ...raw, room_id: roomId }))
        return {
          events: await decrypted(events),
          // Synapse leaves `end` out at the beginning of a room.
          earlier: page.end && page.end !== from && page.chunk.length > 0 ? page.end : null,
        }
      },
    },
    end() {
      follower?.onEnd()
      follower = null
      noted.clear()
    },
  }
}
