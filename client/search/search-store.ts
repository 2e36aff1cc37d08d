import { type Accessor, batch, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { openLocalKey } from '../matrix/credentials.ts'
import { standsAlone } from '../matrix/room-kinds.ts'
import type { HistoryEvent, Session } from '../matrix/types.ts'
import type { SearchChange } from '../workers/open-search.ts'
import type { SearchAnswer, SearchQuestion } from '../workers/search.ts'
import { noFilters, type SearchEntry, type SearchFilters } from '../workers/search-entry.ts'
import type { RoomProgress } from '../workers/search-rows.ts'
import { callWorker, WorkerFault } from '../workers/worker-calls.ts'
import { entryOf } from './entry-of.ts'
import { unreadableAfter } from './history-progress.ts'
import { createHistoryReader } from './read-history.ts'
import { createThrift, type Thrift } from './spare-power.ts'

export type Found = { entries: SearchEntry[]; total: number }

/** What somebody looks for, in memory only: it is as confidential as what they find. */
export type Asked = { typed: string; filters: SearchFilters }
export const nothingAsked: Asked = { typed: '', filters: noFilters }

/**
 * opening        the index is read from the disk; nothing can be found yet
 * ready          and filled further
 * storage-full   what is in the index is found, nothing new comes in
 * failed         nothing can be found
 */
export type SearchState = 'opening' | 'ready' | 'storage-full' | 'failed'

export type SearchProgress = {
  rooms: number
  /** Of how many of them the whole history is read. */
  whole: number
  /** Messages that could not be read. */
  unreadable: number
}

export type Search = {
  state: Accessor<SearchState>
  /** Another number whenever something else may be found. */
  version: Accessor<number>
  progress: Accessor<SearchProgress>
  /** Why reading waits; null: it goes on, or is done. */
  waits: Accessor<Thrift | 'call' | 'offline' | null>
  /** Goes on whatever it costs, until the session ends. */
  readAnyway(): void
  asked: Accessor<Asked>
  ask(asked: Asked): void
  find(asked: Asked, limit: number): Promise<Found>
  senders(): Promise<UserId[]>
}

/**
 * Fills the index with what is decrypted, and reads back the history of every conversation meanwhile. Runs until its
 * owner or the session ends.
 */
export const createSearch = (session: Session, isInCall: Accessor<boolean>): Search => {
  const worker = callWorker<SearchQuestion, SearchAnswer>(
    new Worker(new URL('../workers/search.ts', import.meta.url), { type: 'module' }),
  )
  const [state, setState] = createSignal<SearchState>('opening')
  const [asked, ask] = createSignal<Asked>(nothingAsked)
  const [version, setVersion] = createSignal(0)
  const [isForced, setForced] = createSignal(false)
  const thrift = createThrift()
  const known = new Map<RoomId, RoomProgress>()
  let isClosed = false

  const put = (question: SearchQuestion): Promise<SearchAnswer> =>
    worker.ask(question).catch((error: unknown) => {
      const isFull = error instanceof WorkerFault && error.fault === 'QuotaExceededError'
      if (!isClosed) setState((before) => (isFull && before !== 'opening' ? 'storage-full' : 'failed'))
      throw error
    })
  const change = async (what: SearchChange) => {
    if (what.put.length + what.gone.length + what.progress.length === 0) return
    await put({ kind: 'change', ...what })
    if (isClosed) return
    batch(() => {
      for (const progress of what.progress) known.set(progress.roomId, progress)
      setVersion((before) => before + 1)
    })
  }
  const changeBy = (events: readonly HistoryEvent[], progress: readonly RoomProgress[]) =>
    change({
      put: events.flatMap((event) => entryOf(event) ?? []),
      gone: events.flatMap(({ redacts }) => redacts ?? []),
      progress,
    })

  const joined = createMemo(() =>
    session
      .rooms()
      // An alert repeats a message of a conversation.
      .filter((room) => room.membership === 'join' && standsAlone(room))
      .sort((a, b) => b.lastActivity - a.lastActivity)
      .map(({ roomId }) => roomId),
  )
  const waits = () => {
    if (isInCall()) return 'call'
    if (session.connection() !== 'live') return 'offline'
    return isForced() ? null : thrift()
  }
  const isListed = () => state() === 'ready' && session.isListWhole()
  const reader = createHistoryReader({
    history: session.history,
    rooms: joined,
    mayRead() {
      const reason = waits()
      if (!isListed() || reason === 'call' || reason === 'offline' || session.encryption.status() !== 'ready')
        return 'nothing'
      return reason === null ? 'all' : 'news'
    },
    progressOf: (roomId) => known.get(roomId) ?? null,
    keep: (events, progress) => changeBy(events, [progress]),
  })

  const take = (events: readonly HistoryEvent[], heads: ReadonlyMap<RoomId, EventId>) => {
    const there = new Set(untrack(joined))
    const ours = events.filter(({ roomId }) => there.has(roomId))
    const progress = [...new Set(ours.map(({ roomId }) => roomId))].flatMap((roomId): RoomProgress[] => {
      const before = known.get(roomId)
      if (!before) return []
      const unreadable = unreadableAfter(
        before.unreadable,
        ours.filter((event) => event.roomId === roomId),
      )
      const head = reader.isCaughtUp(roomId) ? (heads.get(roomId) ?? before.head) : before.head
      const isSame = head === before.head && unreadable.join() === before.unreadable.join()
      return isSame ? [] : [{ ...before, head, unreadable }]
    })
    return changeBy(ours, progress)
  }
  const forget = async (roomId: RoomId) => {
    reader.forget(roomId)
    known.delete(roomId)
    await put({ kind: 'forget', roomId })
    if (!isClosed) setVersion((before) => before + 1)
  }

  let unfollow = () => {}
  const close = () => {
    isClosed = true
    unfollow()
    worker[Symbol.dispose]()
  }
  const open = async () => {
    const answer = await put({ kind: 'open', localKey: await openLocalKey() })
    if (isClosed || answer.kind !== 'opened') return
    for (const progress of answer.progress) known.set(progress.roomId, progress)
    unfollow = session.history.follow({
      isFollowed: reader.isFollowed,
      // `state` says when the index cannot be written; what is not in it is read at the next start.
      onEvents: (events, heads) => void take(events, heads).catch(() => {}),
      onGap: reader.fallBehind,
      onLeft: (roomId) => void forget(roomId).catch(() => {}),
      onEnd: close,
    })
    batch(() => {
      setVersion((before) => before + 1)
      setState('ready')
    })
  }
  // After the first screen, which comes from the same disk.
  createEffect((isBegun) => {
    if (isBegun || !session.isListReady()) return isBegun
    open().catch(() => {
      if (!isClosed) setState('failed')
    })
    return true
  }, false)
  // Left while this device was off.
  createEffect((isDone) => {
    if (isDone || !isListed()) return isDone
    const there = new Set(untrack(joined))
    for (const roomId of known.keys()) if (!there.has(roomId)) void forget(roomId).catch(() => {})
    return true
  }, false)
  onCleanup(close)

  return {
    state,
    version,
    progress: () => {
      version()
      const rooms = joined()
      const read = rooms.flatMap((roomId) => known.get(roomId) ?? [])
      return {
        rooms: rooms.length,
        whole: read.filter(({ stretches }) => stretches.length === 0).length,
        unreadable: read.reduce((sum, { unreadable }) => sum + unreadable.length, 0),
      }
    },
    waits,
    readAnyway: () => setForced(true),
    asked,
    ask,
    async find({ typed, filters }, limit) {
      const answer = await put({ kind: 'find', typed, filters, limit })
      return answer.kind === 'found' ? answer : { entries: [], total: 0 }
    },
    async senders() {
      const answer = await put({ kind: 'senders' })
      return answer.kind === 'senders' ? answer.senders : []
    },
  }
}
