import { type IndexedDBStore, type ISyncResponse, SyncAccumulator } from 'matrix-js-sdk'

/**
 * What sync brought, one record for each room. The SDK's own store keeps all rooms as one: it reads all of them before
 * it shows any, and writes all of them for one message, which takes seconds with thousands of rooms. Here the newest
 * rooms are read first, and what is written is what has changed, in one transaction with the position of the sync.
 */

const rooms = 'rooms'
const position = 'position'
const byActivity = 'activity'
const positionKey = 'now'

export type Rooms = ISyncResponse['rooms']
type Kind = 'join' | 'invite' | 'knock'
const kinds: readonly Kind[] = ['join', 'invite', 'knock']

type RoomRecord = {
  roomId: string
  kind: Kind
  at: number
  data: Rooms['join'][string] | Rooms['invite'][string] | Rooms['knock'][string]
}
type Position = { token: string; accountData: ISyncResponse['account_data']['events'] }

/** Rooms that are there when a person opens the application, before any other is read. */
const firstRooms = 40
/** Of each room; a person who reads further back asks the homeserver. */
const keptEvents = 50

export type RoomStore = {
  /** Puts itself in place of what the SDK's store does with rooms. */
  takeOver(store: IndexedDBStore): void
  /** Rooms of an earlier session that the SDK has not got yet, newest first. */
  held(): ReadonlySet<string>
  /** Gives some of them out, in the form of a sync. */
  give(roomIds: readonly string[]): Promise<Rooms>
  save(): Promise<void>
  close(): void
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

const openDatabase = (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(rooms, { keyPath: 'roomId' }).createIndex(byActivity, 'at')
    request.result.createObjectStore(position)
  }
  return done(request)
}

const noRooms = (): Rooms => ({ join: {}, invite: {}, leave: {}, knock: {} })

const roomsOf = (records: readonly RoomRecord[]): Rooms => {
  const all = noRooms()
  for (const { kind, roomId, data } of records) Object.assign(all[kind], { [roomId]: data })
  return all
}

const syncOf = (found: Rooms): ISyncResponse => ({ next_batch: '', rooms: found, account_data: { events: [] } })

/** Null: the person is not in the room any more. */
const recordOf = (roomId: string, accumulated: SyncAccumulator, now: number): RoomRecord | null => {
  const { join, invite, knock } = accumulated.getJSON(true).roomsData
  const joined = join[roomId]
  if (joined) {
    const at = Math.max(0, ...joined.timeline.events.map(({ origin_server_ts }) => origin_server_ts))
    // The state at the end is what counts; the one before the timeline would be the same once more.
    return { roomId, kind: 'join', at, data: { ...joined, state: { events: [] } } }
  }
  if (invite[roomId]) return { roomId, kind: 'invite', at: now, data: invite[roomId] }
  if (knock[roomId]) return { roomId, kind: 'knock', at: now, data: knock[roomId] }
  return null
}

export const openRoomStore = async (name: string): Promise<RoomStore> => {
  const database = await openDatabase(name)
  // Signing out deletes the database; an open connection must not stand in the way.
  database.onversionchange = () => database.close()
  const reading = database.transaction([rooms, position])
  const [ids, kept] = await Promise.all([
    done(reading.objectStore(rooms).index(byActivity).getAllKeys()),
    done<Position | undefined>(reading.objectStore(position).get(positionKey)),
  ])
  const held = new Set(ids.toReversed().map(String))
  let place = kept
  let changed = new Map<string, SyncAccumulator>()
  /** What is on the disk is whole, and a start from there asks for what came since; nothing may be added to it. */
  let isBroken = false

  let turn: Promise<unknown> = Promise.resolve()
  /**
   * One after the other: what is taken goes on from what `changed` and the disk hold together, and a save moves it from
   * one to the other.
   */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  const read = async (roomIds: readonly string[]): Promise<RoomRecord[]> => {
    if (roomIds.length === 0) return []
    const shelf = database.transaction(rooms).objectStore(rooms)
    const found = await Promise.all(roomIds.map((roomId) => done<RoomRecord | undefined>(shelf.get(roomId))))
    return found.flatMap((record) => record ?? [])
  }
  const give = async (roomIds: readonly string[]) => {
    const wanted = roomIds.filter((roomId) => held.delete(roomId))
    try {
      return roomsOf(await inTurn(() => read(wanted)))
    } catch (error) {
      for (const roomId of wanted) held.add(roomId)
      throw error
    }
  }

  const take = async (answer: ISyncResponse): Promise<void> => {
    const news = { ...noRooms(), ...answer.rooms }
    const touched = [...new Set(Object.values(news).flatMap((section) => Object.keys(section ?? {})))]
    const before = await read(touched.filter((roomId) => !changed.has(roomId)))
    for (const record of before) {
      const accumulated = new SyncAccumulator({ maxTimelineEntries: keptEvents })
      accumulated.accumulate(syncOf(roomsOf([record])), true)
      changed.set(record.roomId, accumulated)
    }
    for (const roomId of touched) {
      const accumulated = changed.get(roomId) ?? new SyncAccumulator({ maxTimelineEntries: keptEvents })
      const own = noRooms()
      for (const section of [...kinds, 'leave'] as const) {
        const data = news[section]?.[roomId]
        if (data) Object.assign(own[section], { [roomId]: data })
      }
      accumulated.accumulate(syncOf(own))
      changed.set(roomId, accumulated)
    }
    const accountData = new Map((place?.accountData ?? []).map((event) => [event.type, event]))
    for (const event of answer.account_data?.events ?? []) accountData.set(event.type, event)
    place = { token: answer.next_batch, accountData: [...accountData.values()] }
  }

  const write = async (): Promise<void> => {
    if (!place || isBroken) return
    const writing = changed
    changed = new Map()
    const transaction = database.transaction([rooms, position], 'readwrite')
    const shelf = transaction.objectStore(rooms)
    for (const [roomId, accumulated] of writing) {
      const record = recordOf(roomId, accumulated, Date.now())
      if (record) shelf.put(record)
      else shelf.delete(roomId)
    }
    transaction.objectStore(position).put(place, positionKey)
    // The page may be on its way out: what waits for its turn to be committed would be lost with it.
    transaction.commit()
    try {
      await committed(transaction)
    } catch (error) {
      isBroken = true
      throw error
    }
  }

  const save = () => inTurn(write)

  return {
    takeOver(store) {
      store.getSavedSync = async () => {
        if (!place) return null
        const roomsData = await give([...held].slice(0, firstRooms))
        return { nextBatch: place.token, accountData: place.accountData, roomsData }
      }
      store.getSavedSyncToken = async () => place?.token ?? null
      store.setSyncData = (answer) =>
        inTurn(() => take(answer)).catch(() => {
          isBroken = true
        })
      store.wantsSave = () => false
      store.save = save
    },
    held: () => held,
    give,
    save,
    close: () => database.close(),
  }
}
