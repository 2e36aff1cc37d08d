import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { SearchEntry, SearchFilters } from './search-entry.ts'
import { foldedText, occursIn, type Sought } from './search-text.ts'

/**
 * What is looked through: the folded words of every message, in memory while the session runs. Of 100,000 messages
 * this takes some ten milliseconds; an inverted index would be quicker than anybody notices, and one more thing to
 * keep secret. The words as they were written stay on the disk (`search-rows.ts`), in the segment that a row names.
 */
export type SearchIndex = {
  segmentOf(eventId: EventId): string | null
  /** False when it says nothing new. */
  isNews(entry: SearchEntry): boolean
  put(entry: SearchEntry, segment: string): void
  /** The message of an event: itself, or what it corrects. */
  messageOf(eventId: EventId): EventId
  remove(eventId: EventId): void
  ofRoom(roomId: RoomId): EventId[]
  /** Newest first; `total` also counts what is past the limit. */
  find(words: readonly Sought[], filters: SearchFilters, limit: number): { found: Hit[]; total: number }
  /** Who has written, most often first. */
  senders(): UserId[]
}

export type Hit = { eventId: EventId; segment: string }

type Row = {
  eventId: EventId
  roomId: RoomId
  sender: UserId
  at: number
  kind: SearchEntry['kind']
  edit: EventId | null
  folded: string
  segment: string
}

const fits = ({ roomId, sender, kind, at }: Row, filters: SearchFilters): boolean =>
  (filters.roomId === null || filters.roomId === roomId) &&
  (filters.sender === null || filters.sender === sender) &&
  (filters.kind === null || filters.kind === kind) &&
  (filters.from === null || at >= filters.from) &&
  (filters.until === null || at < filters.until)

/** The newest of many, which are never sorted all. */
const createNewest = (limit: number) => {
  const most = limit * 2
  let kept: Row[] = []
  let oldest = Number.NEGATIVE_INFINITY
  const sorted = () => kept.sort((a, b) => b.at - a.at).slice(0, limit)
  return {
    add(row: Row) {
      if (row.at <= oldest) return
      kept.push(row)
      if (kept.length < most) return
      kept = sorted()
      oldest = kept.at(-1)?.at ?? oldest
    },
    rows: sorted,
  }
}

export const createSearchIndex = (): SearchIndex => {
  const rows = new Map<EventId, Row>()
  const byEdit = new Map<EventId, EventId>()
  // The same few ids stand in every row: one copy of each is enough.
  const rooms = new Map<RoomId, RoomId>()
  const people = new Map<UserId, UserId>()
  const one = <T>(known: Map<T, T>, value: T): T => {
    const first = known.get(value)
    if (first === undefined) known.set(value, value)
    return first ?? value
  }

  const remove = (eventId: EventId) => {
    const edit = rows.get(eventId)?.edit
    if (edit) byEdit.delete(edit)
    rows.delete(eventId)
  }

  return {
    segmentOf: (eventId) => rows.get(eventId)?.segment ?? null,
    isNews(entry) {
      const row = rows.get(entry.eventId)
      if (!row) return true
      if (entry.edit) return entry.edit.eventId !== row.edit
      return row.at !== entry.at || row.kind !== entry.kind || (!row.edit && row.folded !== foldedText(entry.text))
    },
    put({ eventId, roomId, sender, at, kind, text, edit }, segment) {
      remove(eventId)
      if (edit) byEdit.set(edit.eventId, eventId)
      rows.set(eventId, {
        eventId,
        roomId: one(rooms, roomId),
        sender: one(people, sender),
        at,
        kind,
        edit: edit?.eventId ?? null,
        folded: foldedText(text),
        segment,
      })
    },
    messageOf: (eventId) => byEdit.get(eventId) ?? eventId,
    remove,
    ofRoom: (roomId) => [...rows.values()].flatMap((row) => (row.roomId === roomId ? row.eventId : [])),
    find(words, filters, limit) {
      const newest = createNewest(limit)
      let total = 0
      for (const row of rows.values()) {
        if (!fits(row, filters) || !occursIn(row.folded, words)) continue
        newest.add(row)
        total += 1
      }
      return { found: newest.rows(), total }
    },
    senders() {
      const counts = new Map<UserId, number>()
      for (const { sender } of rows.values()) counts.set(sender, (counts.get(sender) ?? 0) + 1)
      return [...counts].sort(([, a], [, b]) => b - a).map(([sender]) => sender)
    },
  }
}
