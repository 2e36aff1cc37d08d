import type { EventId } from '#shared/matrix/ids.ts'

/** What is kept of an event is for whoever made the pages to say. */
type Event = { getId(): string | undefined; getTs(): number }

/** What the homeserver gave for a token, oldest first. */
export type PageAnswer<E> = { from: string; limit: number; to: string | null; events: E[] }

export type Page<E> = {
  /** With both, the homeserver gives it again; null: it came by sync, and cannot be had again. */
  source: { from: string; limit: number } | null
  /** Where what is earlier begins; null at the beginning of the room. */
  to: string | null
  /** Oldest first. */
  ids: EventId[]
  oldestAt: number
  /** All of them, or, once it is let go, those that are needed wherever somebody reads. */
  events: E[]
  isHeld: boolean
}

type Options<E> = {
  /** Whether an event is needed also when nobody reads near it. */
  isNeeded(event: E): boolean
  /** So many are held around where somebody reads, once there are half as many again. */
  heldEvents: number
}

/** Sync goes on being a page of its own after so many. */
const livePage = 50
/** So many of the newest are always held: whoever goes back to the end is there at once. */
const newestEvents = 100

const idOf = (event: Event): EventId => (event.getId() ?? '') as EventId

/**
 * A room's history as it is read back, in pages that follow each other: from the oldest that was fetched to what sync
 * brings. Only those around where somebody reads are held; of the others there is what it takes to fetch them again.
 *
 *     pages   [ let go ] [ let go ] [ held ] [ held ] [ let go ] [ held ] live
 *                                    shown ─────────┘ end
 *
 * After an absence sync may leave out what came meanwhile. Until that is fetched there is a gap, which nothing that is
 * shown goes across.
 */
export const createHistoryPages = <E extends Event>({ isNeeded, heldEvents }: Options<E>) => {
  const pages: Page<E>[] = []
  const pageOf = new Map<EventId, Page<E>>()
  /** The newest, which are no page yet, of what sync has brought since the last gap. */
  let live: readonly E[] = []
  let liveBegin = 0
  let liveToken: string | null = null
  /** Place of the first page after the gap. */
  let gapAt: number | null = null
  /** The newest page that is shown; null: everything to the end. */
  let end: Page<E> | null = null

  /** Of one who has just come, sync may bring what a page has already. */
  const notPaged = (events: readonly E[]) => events.filter((event) => !pageOf.has(idOf(event)))
  const liveNow = () => notPaged(live.slice(liveBegin))
  const lastShown = () => (end ? pages.indexOf(end) : pages.length - 1)
  const firstHeldBefore = (place: number) => {
    let first = place
    while (first > 0 && first !== gapAt && pages[first - 1]?.isHeld) first -= 1
    return first
  }
  const firstShown = () => firstHeldBefore(end ? lastShown() : pages.length)
  const count = (from: number, to: number) => pages.slice(from, to).reduce((sum, { ids }) => sum + ids.length, 0)
  const tokenBefore = (place: number) => (place < pages.length ? (pages[place]?.to ?? null) : liveToken)
  const eventsOf = (from: number, to: number) => pages.slice(from, to).flatMap(({ events }) => events)

  const own = (page: Page<E>) => {
    for (const id of page.ids) pageOf.set(id, page)
  }
  const addLive = (size: number) => {
    const next = live.slice(liveBegin, liveBegin + size)
    liveBegin += next.length
    const events = notPaged(next)
    const [oldest] = events
    if (!oldest) return
    const page: Page<E> = {
      source: null,
      to: liveToken,
      ids: events.map(idOf),
      oldestAt: oldest.getTs(),
      events,
      isHeld: true,
    }
    pages.push(page)
    own(page)
  }
  const drop = (from: number, to: number) => {
    for (const page of pages.splice(from, to - from)) {
      for (const id of page.ids) pageOf.delete(id)
      if (page === end) end = null
    }
  }
  const release = (page: Page<E>) => {
    if (!page.source || !page.isHeld) return
    page.events = page.events.filter(isNeeded)
    page.isHeld = false
  }

  return {
    /** What sync has brought since the last gap, oldest first, and where what is before it begins. */
    follow(events: readonly E[], token: string | null) {
      live = events
      liveToken = token
      while (live.length - liveBegin > 2 * livePage) addLive(livePage)
    },
    /** Sync has left something out after the last that was followed. Who stays goes on reading what is before it. */
    breakOff(stays: boolean) {
      addLive(live.length)
      live = []
      liveBegin = 0
      liveToken = null
      // What lies between two gaps is fetched again.
      if (gapAt !== null) drop(gapAt, pages.length)
      if (stays) end ??= pages.at(-1) ?? null
      gapAt = pages.length > 0 ? pages.length : null
    },
    hasGap: () => gapAt !== null,
    hasLater: () => end !== null,

    shown: (): E[] => [...eventsOf(firstShown(), lastShown() + 1), ...(end ? [] : liveNow())],
    /** Of what is not shown: what is held, and what is needed anyway. */
    earlier: (): E[] => eventsOf(0, firstShown()),
    later: (): E[] => (end ? [...eventsOf(lastShown() + 1, pages.length), ...liveNow()] : []),
    find: (id: EventId): E | null => pageOf.get(id)?.events.find((event) => event.getId() === id) ?? null,

    /** What comes before what is shown: a page that was let go, or where to go on; null at the beginning. */
    before(): Page<E> | { at: number; from: string } | null {
      const first = firstShown()
      const page = first === gapAt ? null : pages[first - 1]
      if (page) return page
      const from = tokenBefore(first)
      return from === null ? null : { at: first, from }
    },
    /** Where fetching goes on, wherever somebody reads: in the gap first. */
    frontier(): { at: number; from: string } | null {
      const at = gapAt ?? 0
      const from = tokenBefore(at)
      return from === null ? null : { at, from }
    },
    /** What comes after what is shown: a page that was let go, or a gap. */
    after(): Page<E> | 'gap' | null {
      if (!end) return null
      const next = lastShown() + 1
      return next === gapAt ? 'gap' : (pages[next] ?? null)
    },
    /** Where an event stands, or what was said at a time. */
    pageOf: (id: EventId): Page<E> | null => pageOf.get(id) ?? null,
    pageAt: (time: number): Page<E> | null => pages.findLast(({ oldestAt }) => oldestAt < time) ?? null,
    first: (): Page<E> | null => pages[0] ?? null,
    isShown: (page: Page<E>): boolean => {
      const place = pages.indexOf(page)
      return place >= firstShown() && place <= lastShown()
    },
    isAfterShown: (page: Page<E>): boolean => pages.indexOf(page) > lastShown(),

    /** Takes a new page that was fetched from the frontier, or from before what is shown. */
    insert(at: number, { from, limit, to, events }: PageAnswer<E>): Page<E> {
      const page: Page<E> = {
        source: { from, limit },
        to,
        ids: events.map(idOf),
        oldestAt: events[0]?.getTs() ?? Number.POSITIVE_INFINITY,
        events,
        isHeld: true,
      }
      const closes = at === gapAt
      let isJoined = false
      for (const id of page.ids) {
        const other = pageOf.get(id)
        if (!other) continue
        isJoined = true
        other.ids = other.ids.filter((one) => one !== id)
        other.events = other.events.filter((event) => event.getId() !== id)
      }
      pages.splice(at, 0, page)
      own(page)
      if (gapAt !== null && at < gapAt) gapAt += 1
      if (closes && isJoined) gapAt = null
      // Nothing of what was known before the gap is part of the room any more.
      if (closes && !isJoined && to === null) {
        drop(0, at)
        gapAt = null
      }
      return page
    },
    /** How many have been fetched before what sync brought, where nothing is between. */
    fetched: (): number => pages.filter(({ source }) => source !== null).length,
    /** What was fetched has been found to lack something: these take its place, newest first. */
    replace(answers: readonly PageAnswer<E>[]) {
      const next = pages.findIndex(({ source }) => source === null)
      drop(0, next === -1 ? pages.length : next)
      for (const answer of answers) this.insert(0, answer)
    },
    /** Takes a page again that was let go. */
    hold(page: Page<E>, events: readonly E[]) {
      page.events = events.filter((event) => (pageOf.get(idOf(event)) ?? page) === page)
      page.ids = page.events.map(idOf)
      page.isHeld = true
      own(page)
    },
    release,

    showTo(page: Page<E>) {
      end = page
    },
    showNewest() {
      end = null
    },
    /** Shows what follows without a gap. */
    extend() {
      if (!end) return
      let next = lastShown() + 1
      while (next < pages.length && next !== gapAt && pages[next]?.isHeld) next += 1
      end = next === pages.length && next !== gapAt ? null : (pages[next - 1] ?? null)
    },
    /** Whether it is one of the newest, which do not become too many with it. */
    isNearEnd(page: Page<E>): boolean {
      const first = firstHeldBefore(pages.length)
      return pages.indexOf(page) >= first && count(first, pages.length) + live.length - liveBegin <= heldEvents
    },

    /** Lets go of what is far from where somebody reads; of what is shown, at that side. */
    letGo(side: 'oldest' | 'newest') {
      let [first, last] = [firstShown(), lastShown()]
      let held = count(first, last + 1) + (end ? 0 : live.length - liveBegin)
      if (held > heldEvents * 1.5) {
        if (side === 'newest') {
          if (!end) held -= live.length - liveBegin
          for (; last > first && held > heldEvents; last -= 1) held -= pages[last]?.ids.length ?? 0
          end = pages[last] ?? null
        } else {
          for (; first < last && held > heldEvents && pages[first]?.source; first += 1)
            held -= pages[first]?.ids.length ?? 0
        }
      }
      let newest = pages.length
      while (newest > 0 && newest !== gapAt && count(newest, pages.length) + live.length - liveBegin < newestEvents)
        newest -= 1
      for (const [place, page] of pages.entries()) if ((place < first || place > last) && place < newest) release(page)
    },
  }
}
