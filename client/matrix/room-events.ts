import {
  ClientEvent,
  type EventTimeline,
  type MatrixClient,
  MatrixEvent,
  MatrixEventEvent,
  type Room,
  RoomEvent,
  SyncState,
} from 'matrix-js-sdk'
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { type EventSnapshot, snapshotOf } from './event-snapshot.ts'
import { batched, listen } from './listen.ts'
import { isSame } from './same.ts'

type Client = Pick<
  MatrixClient,
  'getRoom' | 'getSyncState' | 'paginateEventTimeline' | 'decryptEventIfNeeded' | 'on' | 'off'
>

export type RoomEvents = {
  /** From the newest backwards without a gap, oldest first. */
  events: Accessor<EventSnapshot[]>
  /** Also what was known before a gap that is not filled yet: for looking things up, not for reading in order. */
  known: Accessor<EventSnapshot[]>
  hasEarlier: Accessor<boolean>
  isLoadingEarlier: Accessor<boolean>
  loadEarlier(): Promise<void>
  /** False when the event is not within reach. */
  loadBackTo(eventId: EventId): Promise<boolean>
  /** Until there is something from before this time; also when there is nothing earlier. */
  loadBackToTime(at: number): Promise<boolean>
  /** Goes back to the room's beginning, and again after each gap. */
  loadAll(): void
}

const pageSize = 50
/** A room that is opened shows at least so much: what came before we joined is not in the first sync. */
const firstScreen = 30
/** A gap of more than this is left to the person, who sees that there is more. */
const gapPages = 40
/** Whoever looks for one message goes back further, in larger steps. */
const seekPages = 100
const seekPageSize = 250
/** Without a network, what is on the disk is all that can be searched. */
const syncWithinMs = 10_000
/** In place of an event to which something has happened. */
const gone = new MatrixEvent()
const backwards = 'b' as Parameters<EventTimeline['getPaginationToken']>[0]

/** The live timeline and what it is joined to: the SDK joins two when paging back has closed the gap between them. */
const timelinesOf = (room: Room): EventTimeline[] => {
  const timelines = [room.getLiveTimeline()]
  for (;;) {
    const earlier = timelines[0]?.getNeighbouringTimeline(backwards)
    if (!earlier || timelines.includes(earlier)) return timelines
    timelines.unshift(earlier)
  }
}

/** Runs until its owner ends. */
export const createRoomEvents = (client: Client, roomId: RoomId): RoomEvents => {
  const [events, setEvents] = createSignal<EventSnapshot[]>([])
  const [known, setKnown] = createSignal<EventSnapshot[]>([])
  const [hasEarlier, setHasEarlier] = createSignal(false)
  const [isLoadingEarlier, setLoadingEarlier] = createSignal(false)
  let isClosed = false
  onCleanup(() => {
    isClosed = true
  })

  /** The newest event before a gap: paging back stops where it comes up again. */
  let beforeGap: EventId | null = null
  /** What was known before the gap. */
  let held: EventSnapshot[] = []
  let isWholeWanted = false

  /** Of each event, as long as nothing happens to it: a room may have tens of thousands. */
  const seen = new Map<string, { event: MatrixEvent; snapshot: EventSnapshot }>()
  const snapshots = (all: readonly MatrixEvent[]) =>
    all.flatMap((event): EventSnapshot | [] => {
      const known = seen.get(event.getId() ?? '')
      if (known?.event === event) return known.snapshot
      if (event.shouldAttemptDecryption()) void client.decryptEventIfNeeded(event)
      const snapshot = snapshotOf(event)
      if (!snapshot) return []
      const kept = known && isSame(known.snapshot, snapshot) ? known.snapshot : snapshot
      if (snapshot.unreadable !== 'pending') seen.set(snapshot.eventId, { event, snapshot: kept })
      return kept
    })
  /** Something has happened to an event. */
  const forget = (eventId: string | undefined) => {
    const known = eventId ? seen.get(eventId) : undefined
    // The next look compares with what was there.
    if (eventId && known) seen.set(eventId, { event: gone, snapshot: known.snapshot })
  }

  const oldestTimeline = () => {
    const room = client.getRoom(roomId)
    return room?.getMyMembership() === 'join' ? timelinesOf(room)[0] : undefined
  }
  const read = () => {
    const room = client.getRoom(roomId)
    if (!room || isClosed) return
    const before = events()
    const next = snapshots(timelinesOf(room).flatMap((timeline) => timeline.getEvents()))
    if (beforeGap && next.some(({ eventId }) => eventId === beforeGap)) beforeGap = null
    // What was held is older than the gap; once the gap is closed, all of it is in the timeline again.
    held = beforeGap || oldestTimeline()?.getPaginationToken(backwards) ? held : []
    const there = held.length > 0 ? new Set(next.map(({ eventId }) => eventId)) : null
    const missing = there ? held.filter(({ eventId }) => !there.has(eventId)) : []
    batch(() => {
      setEvents(isSameList(before, next) ? before : next)
      setKnown((was) => {
        const now = missing.length > 0 ? [...missing, ...next] : events()
        return isSameList(was, now) ? was : now
      })
      setHasEarlier(Boolean(oldestTimeline()?.getPaginationToken(backwards)))
    })
  }
  const refresh = batched(read)

  /** One page; false when there is nothing earlier. */
  const loadPage = async (limit: number): Promise<boolean> => {
    const timeline = oldestTimeline()
    if (!timeline?.getPaginationToken(backwards)) return false
    const isMore = await client.paginateEventTimeline(timeline, { backwards: true, limit })
    read()
    return isMore
  }

  let loading: Promise<void> | undefined
  const load = (isEnough: () => boolean, pages: number, limit = pageSize): Promise<void> => {
    loading ??= (async () => {
      setLoadingEarlier(true)
      try {
        for (let page = 0; page < pages && !isClosed; page += 1) if (!(await loadPage(limit)) || isEnough()) return
      } finally {
        loading = undefined
        if (!isClosed) setLoadingEarlier(false)
      }
    })()
    return loading
  }
  /** The newest messages have come: before, one may be newer than what the disk held. */
  const synced = Promise.withResolvers<void>()
  if (client.getSyncState() === SyncState.Syncing) synced.resolve()
  const seek = async (isThere: () => boolean): Promise<boolean> => {
    if (!isThere()) {
      await Promise.race([synced.promise, new Promise((resolve) => setTimeout(resolve, syncWithinMs))])
      read()
    }
    // What is under way fetches for somebody else, and stops earlier.
    while (loading) await loading
    if (!isThere()) await load(isThere, seekPages, seekPageSize)
    return isThere()
  }
  const isMissing = () => beforeGap !== null || isWholeWanted || events().length < firstScreen
  /** What must be there without anybody asking: a first screen, what a gap hides, and all of a short room. */
  const fill = async () => {
    await loading?.catch(() => {})
    if (!isClosed && hasEarlier() && isMissing()) await load(() => !isMissing(), gapPages)
  }
  // When the network fails, the next sync that works tries again.
  const fillQuietly = () => void fill().catch(() => {})

  const isHere = (room: Room | undefined) => room?.roomId === roomId
  listen(client, ClientEvent.Room, (room) => {
    if (isHere(room)) refresh()
  })
  listen(client, RoomEvent.MyMembership, (room) => {
    if (!isHere(room)) return
    refresh()
    fillQuietly()
  })
  listen(client, RoomEvent.Timeline, (_, room) => {
    if (isHere(room)) refresh()
  })
  listen(client, RoomEvent.TimelineReset, (room) => {
    if (!isHere(room)) return
    beforeGap = beforeGap ?? events().at(-1)?.eventId ?? null
    held = known()
    refresh()
    // The new events are put in after the reset.
    queueMicrotask(fillQuietly)
  })
  listen(client, RoomEvent.Redaction, (redaction, room) => {
    if (!isHere(room)) return
    // Newer room versions have it in the content.
    forget(redaction.event.redacts)
    forget(redaction.getContent()['redacts'])
    refresh()
  })
  listen(client, RoomEvent.LocalEchoUpdated, (_, room) => {
    if (isHere(room)) refresh()
  })
  listen(client, MatrixEventEvent.Decrypted, (event) => {
    if (event.getRoomId() !== roomId) return
    forget(event.getId())
    refresh()
  })
  listen(client, ClientEvent.Sync, (state) => {
    if (state !== SyncState.Syncing) return
    synced.resolve()
    if (!loading) fillQuietly()
  })
  read()
  fillQuietly()

  return {
    events,
    known,
    hasEarlier,
    isLoadingEarlier,
    async loadEarlier() {
      const before = events().length
      await load(() => events().length > before, gapPages)
    },
    loadBackTo: (eventId) => seek(() => events().some((event) => event.eventId === eventId)),
    loadBackToTime: (at) => seek(() => (events()[0]?.at ?? at) < at || !hasEarlier()),
    loadAll() {
      if (isWholeWanted) return
      isWholeWanted = true
      fillQuietly()
    },
  }
}

const isSameList = (a: readonly EventSnapshot[], b: readonly EventSnapshot[]) =>
  a.length === b.length && a.every((item, index) => item === b[index])
