import { type MatrixClient, type Room, RoomEvent, RoomStateEvent, SyncState } from 'matrix-js-sdk'
import {
  type Accessor,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  getOwner,
  onCleanup,
  runWithOwner,
  untrack,
} from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { createDelivered, type Delivered } from './delivered.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { mayCallEverybody, rightsFrom } from './groups.ts'
import { batched, listen } from './listen.ts'
import { createLookUp } from './look-up.ts'
import { refusing } from './matrix-error.ts'
import { createMembers } from './members.ts'
import type { OpenOutbox } from './outbox.ts'
import { readMark } from './read-mark.ts'
import { createRoomEvents } from './room-events.ts'
import { isSame, keepSame } from './same.ts'
import { isServiceRoom } from './service-rooms.ts'
import { createTimelineReader, type TimelineParts, timelineOf } from './timeline.ts'
import type { RoomEvent as OurEvent, RoomSummary, RoomView, StateSnapshot } from './types.ts'
import { createTyping } from './typing.ts'
import { confirmationsIn, readersOf, readWholeHistory } from './whole-history.ts'

/** Matrix wants a number beside the reason; nobody reads it. */
const reportScore = 0

export type RoomViewParts = {
  client: MatrixClient
  outbox: Pick<OpenOutbox, 'entries' | 'taken'>
  rooms: Accessor<RoomSummary[]>
  nameOf(userId: UserId): string
  completeReceipts(roomId: string): Promise<void>
}

export type RoomViews = { openRoom(roomId: RoomId): RoomView; close(): void }

const toOurEvent = ({ eventId, type, sender, at, encrypted, content }: EventSnapshot): OurEvent => ({
  eventId,
  type,
  sender,
  at,
  encrypted,
  content,
})

export const createRoomViews = (parts: RoomViewParts): RoomViews =>
  createRoot((disposeDelivered) => {
    const delivered = createDelivered(parts.client)
    const open = new Set<() => void>()
    return {
      openRoom(roomId) {
        const owner = getOwner()
        return createRoot((dispose) => {
          const close = () => {
            open.delete(close)
            dispose()
          }
          open.add(close)
          if (owner) runWithOwner(owner, () => onCleanup(close))
          return watchRoom(parts, delivered, roomId)
        })
      },
      close() {
        for (const close of [...open]) close()
        disposeDelivered()
      },
    }
  })

const watchRoom = (
  { client, outbox, rooms, nameOf, completeReceipts }: RoomViewParts,
  delivered: Accessor<Delivered>,
  roomId: RoomId,
): RoomView => {
  const ownId = client.getSafeUserId() as UserId
  const history = createRoomEvents(client, roomId)
  const { events, known, hasLater } = history
  const { members, all, acceptIdentity } = createMembers(client, roomId)
  const { typing, setTyping } = createTyping(client, roomId)

  const otherServers = createMemo(
    (): ServerName[] | null => {
      const ownServer = serverOf(ownId)
      const joined = all()?.filter(({ membership }) => membership === 'join')
      return joined
        ? [...new Set(joined.map(({ serverName }) => serverName))].filter((name) => name !== ownServer)
        : null
    },
    null,
    { equals: isSame },
  )
  const readUpTo = createReceipts(client, roomId, ownId)
  let isAsked = false
  createEffect(() => {
    const others = all()?.filter(({ userId, membership }) => membership === 'join' && userId !== ownId) ?? []
    if (isAsked || untrack(() => others.every(({ userId }) => readUpTo().has(userId)))) return
    isAsked = true
    // Whoever cannot be asked is taken for one who has not read.
    completeReceipts(roomId).catch(() => {})
  })
  const names = createMemo(
    () => new Map(members().map(({ userId, name }) => [userId, name])),
    new Map<UserId, string>(),
    {
      equals: (a, b) => isSame([...a], [...b]),
    },
  )
  const queued = createMemo(() => outbox.entries().filter((entry) => entry.roomId === roomId), [], { equals: isSame })

  const readTimeline = createTimelineReader()
  const nameHere = createMemo(() => {
    const here = names()
    return (userId: UserId) => here.get(userId) ?? nameOf(userId)
  })
  /** Who has read what comes later has read all of these. */
  const readOfShown = createMemo((): ReadonlyMap<UserId, EventId> => {
    const newest = hasLater() ? events().at(-1) : undefined
    if (!newest) return readUpTo()
    const upTo = (eventId: EventId) => (history.isLater(eventId) ? newest.eventId : eventId)
    return new Map([...readUpTo()].map(([userId, eventId]) => [userId, upTo(eventId)]))
  })
  const partsOf = (read: readonly EventSnapshot[]): Omit<TimelineParts, 'outbox' | 'taken' | 'later' | 'readUpTo'> => ({
    events: read,
    ownId,
    nameOf: nameHere(),
    delivered: delivered(),
    otherServers: otherServers(),
  })
  const timeline = createMemo(() =>
    readTimeline({
      ...partsOf(events()),
      later: hasLater() ? history.later() : null,
      readUpTo: readOfShown(),
      outbox: queued(),
      taken: outbox.taken(),
    }),
  )

  const eventsByType = new Map<string, Accessor<OurEvent[]>>()
  const stateByKey = new Map<string, Accessor<StateSnapshot | null>>()
  const [stateVersion, setStateVersion] = createSignal(0)
  const refreshState = batched(() => setStateVersion((version) => version + 1))
  listen(client, RoomStateEvent.Events, (event) => {
    if (event.getRoomId() === roomId) refreshState()
  })
  listen(client, RoomEvent.MyMembership, (room) => {
    if (room.roomId === roomId) refreshState()
  })

  const rights = createMemo(
    () => {
      stateVersion()
      return rightsFrom(client.getRoom(roomId), ownId)
    },
    undefined,
    { equals: isSame },
  )
  /** They are short, and looked through as a whole. */
  const isOfService = () => isServiceRoom(client.getRoom(roomId)?.getType())
  const summary = createMemo(() => rooms().find((room) => room.roomId === roomId) ?? null)
  const readEvents = (type: string) => (before: OurEvent[]) => {
    // Looked at again when the room becomes known or joined only later.
    summary()
    if (isOfService()) history.loadAll()
    const found = known().filter((event) => event.type === type && event.stateKey === null && !event.isRedacted)
    return keepSame(
      before,
      found.filter(({ unreadable }) => unreadable === null).map(toOurEvent),
      ({ eventId }) => eventId,
    )
  }
  const readState = (type: string, stateKey: string) => (): StateSnapshot | null => {
    stateVersion()
    const event = client.getRoom(roomId)?.currentState.getStateEvents(type, stateKey)
    const [eventId, sender] = [event?.getId(), event?.getSender()]
    if (!event || !sender) return null
    return { eventId: (eventId ?? '') as EventId, sender: sender as UserId, content: event.getContent() }
  }
  const owner = getOwner()
  /** One memo per question, living as long as the view and not as whoever asked first. */
  const remembered = <T>(memos: Map<string, Accessor<T>>, key: string, make: () => Accessor<T>): Accessor<T> => {
    const memo = memos.get(key) ?? (runWithOwner(owner, make) as Accessor<T>)
    memos.set(key, memo)
    return memo
  }

  let isPrepared = false
  /** While somebody begins to write, everybody gets the keys, so that sending need not wait for it. */
  const prepare = () => {
    const room = client.getRoom(roomId)
    // Without a connection the SDK would fail at it, and tell nobody but the console.
    if (isPrepared || !room || client.getSyncState() !== SyncState.Syncing || !navigator.onLine) return
    if (members().some(({ identity }) => identity === 'changed')) return
    isPrepared = true
    client.getCrypto()?.prepareToEncrypt(room)
  }

  /** Whoever looks at a conversation needs no reminder to do so. */
  const forgetMark = (room: Room | null) => {
    if (room?.getAccountData(eventTypes.markedUnread)?.getContent()['unread'] !== true) return
    client.setRoomAccountData(roomId, eventTypes.markedUnread as never, { unread: false } as never).catch(() => {})
  }

  let toldReadUpTo: EventId | null = null
  return {
    roomId,
    summary,
    timeline,
    hasEarlier: history.hasEarlier,
    hasLater,
    loading: history.loading,
    loadEarlier: history.loadEarlier,
    loadLater: history.loadLater,
    showNewest: history.showNewest,
    loadBackTo: history.loadBackTo,
    loadBackToTime: history.loadBackToTime,
    setReadingBack: history.setReadingBack,
    ownReadUpTo: () =>
      (client.getRoom(roomId)?.getReadReceiptForUserId(ownId, true)?.eventId ?? null) as EventId | null,
    lookUp: createLookUp(client, roomId, (userId) => names().get(userId) ?? nameOf(userId)),
    members,
    acceptIdentity,
    rights,
    mayCallEverybody(userId) {
      stateVersion()
      return mayCallEverybody(client.getRoom(roomId), userId)
    },
    async readWhole(options) {
      const all = await refusing(readWholeHistory(client, roomId, options)).catch((thrown) => {
        options.signal.throwIfAborted()
        throw thrown
      })
      return untrack(() => {
        const parts = { ...partsOf(all), later: null, readUpTo: readUpTo(), outbox: [], taken: new Map() }
        return { items: timelineOf(parts), readers: readersOf(all, readUpTo()), confirmations: confirmationsIn(all) }
      })
    },
    typing,
    setTyping(isTyping) {
      if (isTyping) prepare()
      setTyping(isTyping)
    },
    markRead() {
      const room = client.getRoom(roomId)
      forgetMark(room)
      const mark = readMark(events(), ownId, room?.getReadReceiptForUserId(ownId, true)?.eventId ?? null)
      if (!mark || mark === toldReadUpTo) return
      const event = history.find(mark)
      if (!event) return
      toldReadUpTo = mark
      // Told again with the next call when it did not arrive.
      client.sendReadReceipt(event).catch(() => {
        toldReadUpTo = null
      })
    },
    events: (type) => remembered(eventsByType, type, () => createMemo(readEvents(type), [])),
    async report(eventId, reason) {
      await refusing(client.reportEvent(roomId, eventId, reportScore, reason))
    },
    state: (type, stateKey = '') =>
      remembered(stateByKey, `${type} ${stateKey}`, () =>
        createMemo(readState(type, stateKey), null, { equals: isSame }),
      ),
  }
}

/** How far every other member has read, by public receipts: what the SDK infers from their messages is no reading. */
const createReceipts = (
  client: MatrixClient,
  roomId: RoomId,
  ownId: UserId,
): Accessor<ReadonlyMap<UserId, EventId>> => {
  const read = () => {
    const room = client.getRoom(roomId)
    const others = room?.getJoinedMembers().filter(({ userId }) => userId !== ownId) ?? []
    return new Map(
      others.flatMap(({ userId }): [UserId, EventId][] => {
        const receipt = room?.getReadReceiptForUserId(userId, true)
        return receipt ? [[userId as UserId, receipt.eventId as EventId]] : []
      }),
    )
  }
  const [readUpTo, setReadUpTo] = createSignal<ReadonlyMap<UserId, EventId>>(read(), {
    equals: (a, b) => isSame([...a], [...b]),
  })
  const refresh = batched(() => setReadUpTo(read()))
  listen(client, RoomEvent.Receipt, (_, room) => {
    if (room.roomId === roomId) refresh()
  })
  listen(client, RoomStateEvent.Members, (event) => {
    if (event.getRoomId() === roomId) refresh()
  })
  return readUpTo
}
