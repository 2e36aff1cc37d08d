import { type Accessor, createEffect, onCleanup, untrack } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { History, HistoryEvent } from '../matrix/types.ts'
import { sleep } from '../sleep.ts'
import type { RoomProgress, Stretch } from '../workers/search-rows.ts'
import { afterPage, afterSync } from './history-progress.ts'

/** People's own requests come first. */
const leastPauseMs = 150
const startMs = 2_000
const retryMs = 20_000

type Parts = {
  history: Pick<History, 'newest' | 'since' | 'earlier'>
  /** In the order in which they are read. */
  rooms: Accessor<readonly RoomId[]>
  /** `news`: of rooms that were read before, what sync brings; that costs next to nothing. */
  mayRead: Accessor<'all' | 'news' | 'nothing'>
  progressOf(roomId: RoomId): RoomProgress | null
  /** Keeps what was read together with how far that is. */
  keep(events: readonly HistoryEvent[], progress: RoomProgress): Promise<void>
}

export type HistoryReader = {
  /** What comes in such a room by sync goes on from its head. */
  isCaughtUp(roomId: RoomId): boolean
  isFollowed(roomId: RoomId): boolean
  /** There is a gap before what sync brings now. */
  fallBehind(roomId: RoomId): void
  forget(roomId: RoomId): void
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2_000 })
    else setTimeout(resolve)
  })

/**
 * Reads the history of every room in the background, one page at a time, and goes on where it was after a reload.
 *
 * | a room is | and then |
 * | --- | --- |
 * | behind | what sync has brought since its head is read; if the head is not there, the gap becomes a stretch |
 * | caught up, with stretches | page by page backwards, until each is closed |
 * | caught up, without | whole; what is new moves its head |
 */
export const createHistoryReader = ({ history, rooms, mayRead, progressOf, keep }: Parts): HistoryReader => {
  const followed = new Set<RoomId>()
  const caughtUp = new Set<RoomId>()
  const retryAt = new Map<RoomId, number>()
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    isClosed = true
    clearTimeout(timer)
  })

  const catchUp = async (roomId: RoomId) => {
    // From now on nothing new is missed, and what comes meanwhile is read twice.
    followed.add(roomId)
    const before = progressOf(roomId) ?? { roomId, head: null, stretches: [], unreadable: [] }
    const came = await history.since(roomId, before.head)
    if (!isClosed) await keep(came.events, afterSync(progressOf(roomId) ?? before, came))
    if (followed.has(roomId)) caughtUp.add(roomId)
  }
  const readPage = async (roomId: RoomId, stretch: Stretch) => {
    const page = await history.earlier(roomId, stretch.from)
    const now = progressOf(roomId)
    if (!isClosed && now) await keep(page.events, afterPage(now, stretch, page))
  }

  const isUnchanged = (roomId: RoomId) => {
    const head = progressOf(roomId)?.head
    return head !== undefined && head !== null && head === history.newest(roomId)
  }
  /** What comes next; null while there is nothing to do. */
  const nextWork = (): { roomId: RoomId; run(): Promise<void> } | null => {
    const now = Date.now()
    const isAll = untrack(mayRead) === 'all'
    for (const roomId of untrack(rooms)) {
      if (caughtUp.has(roomId) || !(isAll || progressOf(roomId))) continue
      if (isUnchanged(roomId)) {
        followed.add(roomId)
        caughtUp.add(roomId)
      } else if ((retryAt.get(roomId) ?? 0) <= now) return { roomId, run: () => catchUp(roomId) }
    }
    for (const roomId of isAll ? untrack(rooms) : []) {
      const stretch = progressOf(roomId)?.stretches[0]
      if (stretch && caughtUp.has(roomId) && (retryAt.get(roomId) ?? 0) <= now)
        return { roomId, run: () => readPage(roomId, stretch) }
    }
    return null
  }

  let isReading = false
  const readOn = async () => {
    if (isReading) return
    isReading = true
    const mayGoOn = () => !isClosed && untrack(mayRead) !== 'nothing'
    while (mayGoOn()) {
      const work = nextWork()
      if (!work) break
      const begunAt = performance.now()
      try {
        await work.run()
      } catch {
        // Without network, or not a member any more: the others first. That nothing can be kept, `mayRead` knows.
        retryAt.set(work.roomId, Date.now() + retryMs)
      }
      await sleep(Math.max(leastPauseMs, performance.now() - begunAt))
      await idle()
    }
    isReading = false
    if (mayGoOn() && [...retryAt.values()].some((at) => at > Date.now())) plan(retryMs)
  }
  let dueAt = Number.POSITIVE_INFINITY
  const plan = (afterMs: number) => {
    const at = Date.now() + afterMs
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      dueAt = Number.POSITIVE_INFINITY
      void readOn()
    }, afterMs)
  }
  createEffect(() => {
    rooms()
    if (mayRead() !== 'nothing') plan(startMs)
  })

  return {
    isCaughtUp: (roomId) => caughtUp.has(roomId),
    isFollowed: (roomId) => followed.has(roomId),
    fallBehind(roomId) {
      caughtUp.delete(roomId)
      if (untrack(mayRead) !== 'nothing') plan(startMs)
    },
    forget(roomId) {
      followed.delete(roomId)
      caughtUp.delete(roomId)
    },
  }
}
