import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { committed, openDatabase, settled } from '../local-store/database.ts'
import { type Sealed, sealJson, unsealJson } from '../local-store/sealed.ts'
import type { SearchEntry } from './search-entry.ts'

/** A part of a room's history that is still to be read: back from a token to an event, or to the beginning. */
export type Stretch = { from: string | null; until: EventId | null }

/** How far a room's history is read. */
export type RoomProgress = {
  roomId: RoomId
  /** The newest event that was looked at; what is newer comes with sync, or is a gap. */
  head: EventId | null
  stretches: readonly Stretch[]
  /** Messages whose keys are not here. */
  unreadable: readonly EventId[]
}

/** What is written at once, so that a place in a history is never remembered without what was found up to it. */
export type RowChange = {
  /** In the segment that each is or comes to lie in. */
  put: readonly { entry: SearchEntry; segment: string }[]
  gone: readonly { eventId: EventId; segment: string }[]
  progress: readonly RoomProgress[]
  forget: RoomId | null
}

/** The disk holds rows that nobody can read any more. */
export class SearchLost extends Error {
  override name = 'SearchLost'
}

export type SearchRows = {
  /** One segment after the other. Throws `SearchLost`, and has then emptied the disk. */
  readAll(take: (segment: string, entries: SearchEntry[]) => void): Promise<RoomProgress[]>
  /** Where the next new message goes. */
  segmentForNew(): string
  read(segments: Iterable<string>): Promise<ReadonlyMap<string, ReadonlyMap<EventId, SearchEntry>>>
  write(change: RowChange): Promise<void>
}

type Row = { id: string } & Sealed

export const searchDatabase = 'consilium-search'
const shelf = 'rows'
/** About so many messages are sealed together: a change writes, and a result reads, some dozen kilobytes. */
const segmentSize = 128
/** Rows of another format cannot be opened, and are read anew from the rooms. */
const placeOf = (id: string) => `search 1 ${id}`
const readAtOnce = 16
/** Letter after letter, what somebody types is found in the same segments. */
const recentSegments = 64

const byEventId = (entries: readonly SearchEntry[]) => new Map(entries.map((entry) => [entry.eventId, entry]))

/** On disk are numbers of rows, and bytes that are readable with `localKey` only; not even words or rooms. */
export const openSearchRows = async (localKey: CryptoKey): Promise<SearchRows> => {
  const database = await openDatabase(searchDatabase, { [shelf]: { keyPath: 'id' } })
  const progressId = new Map<RoomId, string>()
  let newest = 0
  let open: { segment: string; entries: Map<EventId, SearchEntry> } | null = null
  const newId = (kind: 'segment' | 'room') => {
    newest += 1
    return `${kind} ${newest}`
  }

  const get = (ids: readonly string[]): Promise<(Row | undefined)[]> => {
    const drawer = database.transaction(shelf).objectStore(shelf)
    return Promise.all(ids.map((id) => settled<Row | undefined>(drawer.get(id))))
  }
  /** Opened lately, the last one last, as they are on the disk after so many writes. */
  const recent = new Map<string, ReadonlyMap<EventId, SearchEntry>>()
  let writes = 0
  const known = (segment: string) => (open?.segment === segment ? open.entries : recent.get(segment))
  const read = async (segments: Iterable<string>): Promise<Map<string, ReadonlyMap<EventId, SearchEntry>>> => {
    const wanted = [...segments]
    const after = writes
    const missing = wanted.filter((segment) => !known(segment))
    const rows = missing.length > 0 ? await get(missing) : []
    const opened = await Promise.all(
      missing.map(async (segment, at): Promise<[string, ReadonlyMap<EventId, SearchEntry>]> => {
        const row = rows[at]
        const entries = row ? await unsealJson(localKey, placeOf(segment), row) : []
        // Written over, it would be lost with everything beside it.
        if (entries === undefined) throw new SearchLost()
        return [segment, byEventId(entries as SearchEntry[])]
      }),
    )
    const fresh = new Map(opened)
    const found = new Map(
      wanted.map((segment) => [segment, known(segment) ?? fresh.get(segment) ?? new Map<EventId, SearchEntry>()]),
    )
    // What was written meanwhile is newer.
    if (writes !== after) return found
    for (const [segment, entries] of found) {
      recent.delete(segment)
      recent.set(segment, entries)
    }
    for (const segment of [...recent.keys()].slice(0, -recentSegments)) recent.delete(segment)
    return found
  }
  const clear = async () => {
    const transaction = database.transaction(shelf, 'readwrite')
    transaction.objectStore(shelf).clear()
    await committed(transaction)
  }

  return {
    async readAll(take) {
      const ids = (await settled(database.transaction(shelf).objectStore(shelf).getAllKeys())).map(String)
      const progress: RoomProgress[] = []
      for (let at = 0; at < ids.length; at += readAtOnce) {
        const part = ids.slice(at, at + readAtOnce)
        const found = await get(part)
        const rows = await Promise.all(
          part.map(async (id, place) => {
            const row = found[place]
            return { id, content: row && (await unsealJson(localKey, placeOf(id), row)) }
          }),
        )
        for (const { id, content } of rows) {
          // Of an earlier sign-in, or damaged: what is known of the rooms' histories is then not true any more.
          if (content === undefined) {
            await clear()
            throw new SearchLost()
          }
          newest = Math.max(newest, Number(id.split(' ')[1]))
          if (id.startsWith('room')) {
            const known = content as RoomProgress
            progress.push(known)
            progressId.set(known.roomId, id)
          } else {
            const entries = content as SearchEntry[]
            take(id, entries)
            if (entries.length < segmentSize) open = { segment: id, entries: byEventId(entries) }
          }
        }
      }
      return progress
    },
    segmentForNew() {
      if (!open || open.entries.size >= segmentSize) open = { segment: newId('segment'), entries: new Map() }
      return open.segment
    },
    read,
    async write({ put, gone, progress, forget }) {
      const changed = new Map<string, Map<EventId, SearchEntry>>()
      const touched = new Set([...put, ...gone].map(({ segment }) => segment))
      for (const [segment, entries] of await read(touched)) changed.set(segment, new Map(entries))
      for (const { entry, segment } of put) changed.get(segment)?.set(entry.eventId, entry)
      for (const { eventId, segment } of gone) changed.get(segment)?.delete(eventId)
      const rows: Row[] = []
      const emptied: string[] = []
      for (const [id, entries] of changed) {
        if (entries.size === 0) emptied.push(id)
        else rows.push({ id, ...(await sealJson(localKey, placeOf(id), [...entries.values()])) })
      }
      for (const room of progress) {
        const id = progressId.get(room.roomId) ?? newId('room')
        progressId.set(room.roomId, id)
        rows.push({ id, ...(await sealJson(localKey, placeOf(id), room)) })
      }
      const forgotten = forget && progressId.get(forget)
      const transaction = database.transaction(shelf, 'readwrite')
      const drawer = transaction.objectStore(shelf)
      for (const row of rows) drawer.put(row)
      for (const id of emptied) drawer.delete(id)
      if (forgotten) drawer.delete(forgotten)
      await committed(transaction)
      writes += 1
      for (const id of changed.keys()) recent.delete(id)
      if (forget) progressId.delete(forget)
      const kept = open && changed.get(open.segment)
      if (open && kept) open = { segment: open.segment, entries: kept }
    },
  }
}
