import {
  ClientEvent,
  Direction,
  type EventTimeline,
  type MatrixClient,
  type MatrixEvent,
  MatrixEventEvent,
  type Room,
  RoomEvent,
  SyncState,
} from 'matrix-js-sdk'
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { sleep } from '../sleep.ts'
import { type EventSnapshot, snapshotOf } from './event-snapshot.ts'
import { createEventSnapshots } from './event-snapshots.ts'
import { looksAfterJoining } from './history-after-joining.ts'
import { createHistoryPages, type Page } from './history-pages.ts'
import { batched, listen } from './listen.ts'
import { isAbout } from './relations.ts'

type Client = Pick<
  MatrixClient,
  'getRoom' | 'getSyncState' | 'createMessagesRequest' | 'getEventMapper' | 'decryptEventIfNeeded' | 'on' | 'off'
>

export type RoomEvents = {
  /** Around where somebody reads, oldest first and without a gap: at the end, unless they went far back. */
  events: Accessor<EventSnapshot[]>
  /** What comes after these and is about them, or others: edits and reactions. */
  later: Accessor<EventSnapshot[]>
  /** Also what is elsewhere and no ordinary message, and what was known before a gap: for looking things up. */
  known: Accessor<EventSnapshot[]>
  hasEarlier: Accessor<boolean>
  /** Whether `events` do not reach to the end. */
  hasLater: Accessor<boolean>
  loading: Accessor<'earlier' | 'later' | null>
  loadEarlier(): Promise<void>
  loadLater(): Promise<void>
  /** Goes to the end, where something is always there. */
  showNewest(): void
  /** Goes there. False, without going anywhere, when the event is not within reach. */
  loadBackTo(eventId: EventId): Promise<boolean>
  /** Goes to what was said before this time, or to the beginning. */
  loadBackToTime(at: number): Promise<boolean>
  /** Goes back to the room's beginning, and again after each gap; nothing is let go any more. */
  loadAll(): void
  /** While somebody reads back, they keep their place also when there is a gap. */
  setReadingBack(isReadingBack: boolean): void
  /** Whether it comes after all of `events`. */
  isLater(eventId: EventId): boolean
  /** Of what is held. */
  find(eventId: EventId): MatrixEvent | null
}

const pageSize = 50
/** A room that is opened shows at least so much: what came before we joined is not in the first sync. */
const firstScreen = 30
/** A gap of more than this is left to the person, who sees that there is more. */
const gapPages = 40
/** Whoever looks for one message goes back further, in larger steps. */
const seekPages = 400
const seekPageSize = 250
/** Around where somebody reads; the rest is fetched again when they come near. */
const heldEvents = 1_000
/** Where sync brought a room without saying where what is earlier begins: history is read from its end. */
const fromEnd = ''
const againPages = 4
/** Without a network, what is on the disk is all that can be searched. */
const syncWithinMs = 10_000
const ordinary: readonly string[] = [eventTypes.message, eventTypes.encrypted, eventTypes.redaction]

/** Edits and reactions are about something that may be shown; of what is ours, others want to know all. */
const isNeededAnyway = (event: MatrixEvent): boolean => {
  const snapshot = snapshotOf(event)
  if (!snapshot || snapshot.isRedacted) return false
  return isAbout(snapshot) || (snapshot.stateKey === null && !ordinary.includes(snapshot.type))
}

const redactedBy = (event: MatrixEvent): EventId | null =>
  // Room version 11 moved it into the content.
  event.getType() === eventTypes.redaction ? (event.getContent()['redacts'] ?? event.event.redacts ?? null) : null

/** The homeserver has not got what is earlier, and asks its partner again when it is asked again. */
class HistoryNotHere extends Error {
  override name = 'HistoryNotHere'
}

/** Runs until its owner ends. */
export const createRoomEvents = (client: Client, roomId: RoomId): RoomEvents => {
  const [events, setEvents] = createSignal<EventSnapshot[]>([])
  const [later, setLater] = createSignal<EventSnapshot[]>([])
  const [known, setKnown] = createSignal<EventSnapshot[]>([])
  const [hasEarlier, setHasEarlier] = createSignal(false)
  const [hasLater, setHasLater] = createSignal(false)
  const [loading, setLoading] = createSignal<'earlier' | 'later' | null>(null)
  const pages = createHistoryPages<MatrixEvent>({ isNeeded: isNeededAnyway, heldEvents })
  let isClosed = false
  let isWholeWanted = false
  let isReadingBack = false
  onCleanup(() => {
    isClosed = true
  })

  const snapshots = createEventSnapshots(client)

  let followed: EventTimeline | null = null
  const follow = (timeline: EventTimeline) => {
    followed = timeline
    const token = timeline.getPaginationToken(Direction.Backward)
    pages.follow(timeline.getEvents(), token ?? (isJoined() && !isBeginning([]) ? fromEnd : null))
  }
  const isJoined = () => client.getRoom(roomId)?.getMyMembership() === 'join'
  const read = () => {
    const room = client.getRoom(roomId)
    if (!room || isClosed) return
    follow(room.getLiveTimeline())
    const [before, shown, after] = [pages.earlier(), pages.shown(), pages.later()].map(snapshots.of) as [
      EventSnapshot[],
      EventSnapshot[],
      EventSnapshot[],
    ]
    const all = before.length + after.length > 0 ? [...before, ...shown, ...after] : shown
    snapshots.forgetOthers(all, heldEvents)
    batch(() => {
      setEvents((was) => sameList(was, shown))
      setLater((was) => sameList(was, after.filter(isAbout)))
      setKnown((was) => sameList(was, all))
      setHasEarlier(isJoined() && pages.before() !== null)
      setHasLater(pages.hasLater())
    })
  }
  const refresh = batched(read)

  /**
   * Synapse leaves `end` out at the beginning of a room, and also where it has not got from its partner what is earlier.
   * Where everybody may read everything, the room's first event tells the one from the other.
   */
  const isBeginning = (found: readonly MatrixEvent[]): boolean => {
    const state = client.getRoom(roomId)?.currentState
    const visibility = state?.getStateEvents(eventTypes.historyVisibility, '')?.getContent()['history_visibility']
    if (visibility !== undefined && visibility !== 'shared') return true
    // Of an invitation that was just accepted, the state may not have come.
    const first = state?.getStateEvents(eventTypes.create, '')?.getId()
    if (!first) return false
    const isFirst = (event: MatrixEvent) => event.getId() === first
    return (
      found.some(isFirst) || pages.pageOf(first as EventId) !== null || (followed?.getEvents().some(isFirst) ?? false)
    )
  }
  const fetch = async (from: string, limit: number) => {
    const answer = await client.createMessagesRequest(roomId, from || null, limit, Direction.Backward)
    const toEvent = client.getEventMapper({ decrypt: false })
    const found = answer.chunk.map((raw) => toEvent({ ...raw, room_id: roomId })).reverse()
    await Promise.all(found.map((event) => client.decryptEventIfNeeded(event).catch(() => {})))
    const to = answer.end && answer.end !== from ? answer.end : null
    if (to === null && !isBeginning(found)) throw new HistoryNotHere()
    return { from, limit, to, events: found }
  }
  const fetchAgain = async (page: Page<MatrixEvent>) => {
    if (page.isHeld || !page.source) return
    const { from, limit } = page.source
    pages.hold(page, (await fetch(from, limit)).events)
  }
  const letGo = (side: 'oldest' | 'newest') => {
    if (!isWholeWanted) pages.letGo(side)
  }

  /** One page; false when there is nothing earlier. */
  const loadPage = async (): Promise<boolean> => {
    const before = isJoined() ? pages.before() : null
    if (!before) return false
    if ('isHeld' in before) await fetchAgain(before)
    else pages.insert(before.at, await fetch(before.from, pageSize))
    letGo('newest')
    read()
    return true
  }
  /** One page where fetching goes on, which nobody may look at: it is held only as long as there are not too many. */
  const fetchOn = async (limit: number): Promise<Page<MatrixEvent> | null> => {
    const frontier = isJoined() ? pages.frontier() : null
    if (!frontier) return null
    const answer = await fetch(frontier.from, limit)
    const page = pages.insert(frontier.at, answer)
    if (!isWholeWanted && !pages.isNearEnd(page)) pages.release(page)
    return page
  }
  const goTo = async (page: Page<MatrixEvent>) => {
    if (pages.isShown(page)) return
    await fetchAgain(page)
    pages.showTo(page)
    const next = pages.after()
    if (next && next !== 'gap') await fetchAgain(next)
    pages.extend()
    letGo('newest')
  }

  let underWay: Promise<void> | undefined
  /** One after the other. */
  const load = (what: 'earlier' | 'later' | null, work: () => Promise<void>): Promise<void> => {
    const mine = (underWay ?? Promise.resolve()).then(async () => {
      if (isClosed) return
      setLoading(what)
      try {
        await work()
      } finally {
        if (!isClosed) {
          read()
          setLoading(null)
        }
      }
    })
    const ended = mine
      .catch(() => {})
      .then(() => {
        if (underWay === ended) underWay = undefined
      })
    underWay = ended
    return mine
  }

  /** The newest messages have come: before, one may be newer than what the disk held. */
  const synced = Promise.withResolvers<void>()
  if (client.getSyncState() === SyncState.Syncing) synced.resolve()
  const seek = async (find: () => Page<MatrixEvent> | 'live' | null): Promise<boolean> => {
    if (!find()) {
      await Promise.race([synced.promise, sleep(syncWithinMs)])
      read()
    }
    let isFound = false
    await load('earlier', async () => {
      for (let page = 0; page < seekPages && !isClosed && !find(); page += 1) if (!(await fetchOn(seekPageSize))) break
      const place = find()
      isFound = place !== null
      if (place === 'live') pages.showNewest()
      else if (place) await goTo(place)
    })
    return isFound
  }
  const placeOf = (eventId: EventId) =>
    pages.pageOf(eventId) ?? (followed?.getEvents().some((event) => event.getId() === eventId) ? 'live' : null)

  const isMissing = () =>
    pages.hasGap() || (isWholeWanted && hasEarlier()) || (events().length < firstScreen && !hasLater())
  /** What must be there without anybody asking: a first screen, what a gap hides, and all of a short room. */
  const fill = async () => {
    if (isClosed || !isJoined() || !isMissing()) return
    await load('earlier', async () => {
      for (let page = 0; page < gapPages && !isClosed && isMissing(); page += 1) {
        if (!(await fetchOn(pageSize))) break
        pages.extend()
        read()
      }
      letGo('oldest')
    })
  }
  /** Exchanges what was fetched when more of it has come to the homeserver. */
  const lookAgain = () =>
    load(null, async () => {
      const count = Math.min(pages.fetched(), againPages)
      if (count === 0 || pages.hasGap() || pages.hasLater() || isReadingBack) return
      const answers: Awaited<ReturnType<typeof fetch>>[] = []
      let from = followed?.getPaginationToken(Direction.Backward) ?? fromEnd
      for (let page = 0; page < count && !isClosed; page += 1) {
        const answer = await fetch(from, pageSize)
        answers.push(answer)
        if (answer.to === null) break
        from = answer.to
      }
      const isNew = (event: MatrixEvent) => !isKnown(event.getId() as EventId)
      if (answers.some(({ events }) => events.some(isNew))) pages.replace(answers)
    })
  const isKnown = (eventId: EventId) => placeOf(eventId) !== null
  const timers = new Set<ReturnType<typeof setTimeout>>()
  onCleanup(() => timers.forEach(clearTimeout))
  const lookAgainAfterJoining = () => {
    const room = client.getRoom(roomId)
    for (const after of room ? looksAfterJoining(room) : [])
      timers.add(
        setTimeout(
          () =>
            void fill()
              .then(lookAgain)
              .catch(() => {}),
          after,
        ),
      )
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
    lookAgainAfterJoining()
  })
  listen(client, RoomEvent.Timeline, (event, room) => {
    if (!room || !isHere(room)) return
    const redacted = redactedBy(event)
    // The SDK redacts what it holds itself.
    const target = redacted && pages.find(redacted)
    if (target && !target.isRedacted()) {
      target.makeRedacted(event, room)
      snapshots.forget(redacted)
    }
    refresh()
  })
  listen(client, RoomEvent.TimelineReset, (room) => {
    if (!isHere(room)) return
    if (followed) follow(followed)
    followed = null
    pages.breakOff(isReadingBack)
    refresh()
    // The new events are put in after the reset.
    queueMicrotask(fillQuietly)
  })
  listen(client, RoomEvent.Redaction, (redaction, room) => {
    if (!isHere(room)) return
    snapshots.forget(redactedBy(redaction) ?? undefined)
    refresh()
  })
  listen(client, RoomEvent.LocalEchoUpdated, (_, room) => {
    if (isHere(room)) refresh()
  })
  listen(client, MatrixEventEvent.Decrypted, (event) => {
    if (event.getRoomId() !== roomId) return
    snapshots.forget(event.getId())
    refresh()
  })
  listen(client, ClientEvent.Sync, (state) => {
    if (state !== SyncState.Syncing) return
    synced.resolve()
    if (!underWay) fillQuietly()
  })
  read()
  fillQuietly()
  lookAgainAfterJoining()

  return {
    events,
    later,
    known,
    hasEarlier,
    hasLater,
    loading,
    loadEarlier: () =>
      load('earlier', async () => {
        const [first] = events()
        for (let page = 0; page < gapPages && !isClosed; page += 1) {
          // A page may bring nothing that is shown.
          if (!(await loadPage()) || events()[0] !== first) return
        }
      }),
    loadLater: () =>
      load('later', async () => {
        while (!isClosed && pages.after() === 'gap') if (!(await fetchOn(pageSize))) return
        const next = pages.after()
        if (next && next !== 'gap') await fetchAgain(next)
        pages.extend()
        letGo('oldest')
      }),
    showNewest() {
      pages.showNewest()
      letGo('oldest')
      read()
    },
    loadBackTo: (eventId) => seek(() => placeOf(eventId)),
    loadBackToTime: (at) =>
      seek(() => {
        if (pages.hasGap()) return null
        return pages.pageAt(at) ?? (pages.frontier() ? null : (pages.first() ?? 'live'))
      }),
    loadAll() {
      if (isWholeWanted) return
      isWholeWanted = true
      fillQuietly()
    },
    setReadingBack(now) {
      isReadingBack = now
    },
    isLater: (eventId) => {
      if (!pages.hasLater()) return false
      const place = placeOf(eventId)
      return place === 'live' || (place !== null && pages.isAfterShown(place))
    },
    find: (eventId) => followed?.getEvents().find((event) => event.getId() === eventId) ?? pages.find(eventId),
  }
}

const sameList = (before: EventSnapshot[], next: EventSnapshot[]): EventSnapshot[] =>
  before.length === next.length && before.every((item, index) => item === next[index]) ? before : next
