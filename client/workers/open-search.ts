import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { merged, type SearchEntry, type SearchFilters } from './search-entry.ts'
import { createSearchIndex, type SearchIndex } from './search-index.ts'
import { openSearchRows, type RoomProgress, SearchLost } from './search-rows.ts'
import { soughtWords } from './search-text.ts'

export type SearchChange = {
  put: readonly SearchEntry[]
  /** Redacted: messages, or corrections of them. */
  gone: readonly EventId[]
  progress: readonly RoomProgress[]
}

/** The index in memory and its rows on the disk, kept equal. One change after the other. */
export type OpenSearch = {
  /** As it was on the disk. */
  progress: readonly RoomProgress[]
  change(change: SearchChange): Promise<void>
  forget(roomId: RoomId): Promise<void>
  /** Newest first; `total` also counts what is past the limit. */
  find(typed: string, filters: SearchFilters, limit: number): Promise<{ entries: SearchEntry[]; total: number }>
  senders(): UserId[]
}

const forgetAtOnce = 2_000

export const openSearch = async (localKey: CryptoKey): Promise<OpenSearch> => {
  const rows = await openSearchRows(localKey)
  const fill = async (): Promise<{ index: SearchIndex; progress: RoomProgress[] }> => {
    const index = createSearchIndex()
    try {
      const progress = await rows.readAll((segment, entries) => {
        for (const entry of entries) index.put(entry, segment)
      })
      return { index, progress }
    } catch (error) {
      if (!(error instanceof SearchLost)) throw error
      return { index: createSearchIndex(), progress: [] }
    }
  }
  const { index, progress: progressAtStart } = await fill()
  const placed = (eventId: EventId) => {
    const segment = index.segmentOf(eventId)
    return segment === null ? [] : [{ eventId, segment }]
  }

  return {
    progress: progressAtStart,
    // On the disk first: what is found is what will be found after the next start.
    async change({ put, gone, progress }) {
      const changed = new Map<EventId, { entry: SearchEntry; segment: string }>()
      for (const next of put) {
        const inChange = changed.get(next.eventId)
        if (!inChange && !index.isNews(next)) continue
        const segment = inChange?.segment ?? index.segmentOf(next.eventId)
        const onDisk =
          segment === null || inChange ? null : (await rows.read([segment])).get(segment)?.get(next.eventId)
        const entry = merged(inChange?.entry ?? onDisk ?? null, next)
        changed.set(next.eventId, { entry, segment: segment ?? rows.segmentForNew() })
      }
      const targets = new Set(gone.map(index.messageOf))
      for (const eventId of targets) changed.delete(eventId)
      const removed = [...targets].flatMap(placed)
      if (changed.size + removed.length + progress.length === 0) return
      await rows.write({ put: [...changed.values()], gone: removed, progress, forget: null })
      for (const { eventId } of removed) index.remove(eventId)
      for (const { entry, segment } of changed.values()) index.put(entry, segment)
    },
    async forget(roomId) {
      const ids = index.ofRoom(roomId)
      for (let at = 0; at < ids.length; at += forgetAtOnce) {
        const part = ids.slice(at, at + forgetAtOnce)
        await rows.write({ put: [], gone: part.flatMap(placed), progress: [], forget: null })
        for (const eventId of part) index.remove(eventId)
      }
      await rows.write({ put: [], gone: [], progress: [], forget: roomId })
    },
    async find(typed, filters, limit) {
      const { found, total } = index.find(soughtWords(typed), filters, limit)
      const written = await rows.read(new Set(found.map(({ segment }) => segment)))
      return { entries: found.flatMap(({ eventId, segment }) => written.get(segment)?.get(eventId) ?? []), total }
    },
    senders: () => index.senders(),
  }
}
