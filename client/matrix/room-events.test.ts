import { EventEmitter } from 'node:events'
import { ClientEvent, type MatrixEvent, RoomEvent, SyncState } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventTypes, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { createRoomEvents } from './room-events.ts'

const roomId = '!room' as RoomId
const id = (number: number) => `$${number}` as EventId
const row = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

/** One of a hundred is a reaction to the first message of all. */
const isReaction = (number: number) => number % 100 === 99
const contentOf = (number: number) =>
  isReaction(number)
    ? { 'm.relates_to': { rel_type: relationTypes.reaction, event_id: id(0), key: '👍' } }
    : { body: String(number) }

const event = (number: number, redacts?: number) => {
  let isRedacted = false
  return {
    event: redacts === undefined ? {} : { redacts: id(redacts) },
    status: null,
    isEncrypted: () => false,
    isDecryptionFailure: () => false,
    shouldAttemptDecryption: () => false,
    isRedacted: () => isRedacted,
    makeRedacted() {
      isRedacted = true
    },
    getRedactionEvent: () => null,
    getId: () => id(number),
    getSender: () => '@jonas:sued.example',
    getTs: () => number,
    getType: () =>
      redacts !== undefined ? eventTypes.redaction : isReaction(number) ? eventTypes.reaction : eventTypes.message,
    getStateKey: () => undefined,
    getContent: () => contentOf(number),
    getOriginalContent: () => contentOf(number),
    getWireContent: () => contentOf(number),
    getPrevContent: () => ({}),
    getUnsigned: () => ({}),
    getClearContent: () => null,
  } as unknown as MatrixEvent
}

const timelineOf = (from: number, to: number) => {
  const events = row(from, to).map((number) => event(number))
  return { events, getEvents: () => events, getPaginationToken: () => (from > 0 ? String(from) : null) }
}

/** A homeserver with numbered events, and a client that has the newest of them. */
const openRoom = ({
  written,
  synced,
  syncState = SyncState.Syncing,
  isPartnerReachable = true,
  hasToken = true,
  joinedMsAgo,
}: {
  written: number
  synced: number
  /** From there the homeserver fetches what is earlier. */
  isPartnerReachable?: boolean
  /** Sync has said where what is earlier begins. */
  hasToken?: boolean
  syncState?: SyncState | null
  joinedMsAgo?: number
}) => {
  const emitter = new EventEmitter()
  let timeline = timelineOf(written - synced, written)
  if (!hasToken) timeline.getPaginationToken = () => null
  let isReachable = true
  let asked = 0
  const states: Record<string, unknown> = {
    [eventTypes.create]: { getId: () => id(0) },
    [eventTypes.historyVisibility]: { getContent: () => ({ history_visibility: 'shared' }) },
  }
  if (joinedMsAgo !== undefined) states[eventTypes.member] = { getLocalAge: () => joinedMsAgo }
  /** What the homeserver has not got yet, and does not say so. */
  const unstored = new Set<number>()
  const room = {
    roomId,
    myUserId: '@ida:nord.example',
    currentState: { getStateEvents: (type: string) => states[type] },
    getMyMembership: () => 'join',
    getLiveTimeline: () => timeline,
  }
  const client = Object.assign(emitter, {
    getRoom: () => room,
    getSyncState: () => syncState,
    decryptEventIfNeeded: async () => {},
    async createMessagesRequest(_: string, given: string | null, limit: number) {
      asked += 1
      if (!isReachable) throw new Error('no network')
      const token = given ?? String(written)
      // As Synapse answers while it cannot fetch from anybody what is earlier.
      if (!isPartnerReachable) return { chunk: [] }
      const from = Math.max(0, Number(token) - limit)
      const chunk = row(from, Number(token))
        .filter((number) => !unstored.has(number))
        .map((number) => ({ number }))
      return { chunk: chunk.reverse(), ...(from > 0 ? { end: String(from) } : {}) }
    },
    getEventMapper:
      () =>
      ({ number }: { number: number }) =>
        event(number),
  })
  const { view, dispose } = createRoot((dispose) => ({
    view: createRoomEvents(client as unknown as Parameters<typeof createRoomEvents>[0], roomId),
    dispose,
  }))
  onTestFinished(dispose)
  const bring = (one: MatrixEvent) => {
    written += 1
    timeline.events.push(one)
    emitter.emit(RoomEvent.Timeline, one, room)
  }
  return {
    view,
    unstored,
    asked: () => asked,
    numbers: () => view.events().map(({ at }) => at),
    known: () => view.known().map(({ at }) => at),
    setReachable(now: boolean) {
      isReachable = now
    },
    setPartnerReachable(now: boolean) {
      isPartnerReachable = now
    },
    sync: () => emitter.emit(ClientEvent.Sync, SyncState.Syncing, SyncState.Reconnecting),
    /** One more is written, and sync brings it. */
    bring: () => bring(event(written)),
    redact: (number: number) => bring(event(written, number)),
    /** Sync comes back after `more` events and brings the newest of them only. */
    skip(more: number, brought: number) {
      written += more
      timeline = timelineOf(written - brought, written - brought)
      emitter.emit(RoomEvent.TimelineReset, room)
      for (const number of row(written - brought, written)) {
        const one = event(number)
        timeline.events.push(one)
        emitter.emit(RoomEvent.Timeline, one, room)
      }
    },
  }
}

describe('the events of a room', () => {
  it('are a first screen at least', async () => {
    const { numbers } = openRoom({ written: 200, synced: 10 })
    await vi.waitFor(() => expect(numbers()).toEqual(row(140, 200)))
  })

  it('go back page by page to the beginning', async () => {
    const { view, numbers } = openRoom({ written: 120, synced: 40 })
    expect(view.hasEarlier()).toBe(true)
    await view.loadEarlier()
    expect(numbers()).toEqual(row(30, 120))
    await view.loadEarlier()
    expect(numbers()).toEqual(row(0, 120))
    expect(view.hasEarlier()).toBe(false)
  })

  it('do not begin where the homeserver has not got what is earlier, and are filled once it has', async () => {
    const { view, numbers, setPartnerReachable, sync } = openRoom({ written: 40, synced: 2, isPartnerReachable: false })
    await expect(view.loadEarlier()).rejects.toThrow()
    expect(view.hasEarlier()).toBe(true)
    expect(numbers()).toEqual([38, 39])
    setPartnerReachable(true)
    await vi.waitFor(() => {
      sync()
      expect(numbers()).toEqual(row(0, 40))
    })
    expect(view.hasEarlier()).toBe(false)
  })

  it('are looked at again after joining: the homeserver may have had the beginning and not the last', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { numbers, unstored } = openRoom({ written: 4, synced: 1, joinedMsAgo: 100 })
    unstored.add(2)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(numbers()).toEqual([0, 1, 3])
    unstored.clear()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(numbers()).toEqual([0, 1, 2, 3])
  })

  it('stay as they are when there is nothing new, and are not asked for again in an older room', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const young = openRoom({ written: 120, synced: 20, joinedMsAgo: 0 })
    const old = openRoom({ written: 120, synced: 20, joinedMsAgo: 60_000 })
    await vi.advanceTimersByTimeAsync(500)
    const [shown, asked] = [young.view.events(), old.asked()]
    expect(shown.length).toBeGreaterThan(30)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(young.view.events()).toEqual(shown)
    expect(young.asked()).toBeGreaterThan(asked)
    expect(old.asked()).toBe(asked)
  })

  it('do not begin where sync has not said where what is earlier begins', async () => {
    const { view, numbers } = openRoom({ written: 40, synced: 1, hasToken: false })
    expect(view.hasEarlier()).toBe(true)
    await vi.waitFor(() => expect(numbers()).toEqual(row(0, 40)))
    expect(view.hasEarlier()).toBe(false)
  })

  it('show what came after a gap, and fill the gap by themselves', async () => {
    const { numbers, skip } = openRoom({ written: 40, synced: 40 })
    skip(130, 10)
    // Pages of fifty until the newest that was known comes up again.
    await vi.waitFor(() => expect(numbers()).toEqual(row(0, 170)))
  })

  it('never show what stood before a gap beside what came after it', async () => {
    const { view, numbers, known, setReachable, skip, sync } = openRoom({ written: 40, synced: 40 })
    setReachable(false)
    skip(130, 10)
    await vi.waitFor(() => expect(numbers()).toEqual(row(160, 170)))
    expect(view.hasEarlier()).toBe(true)
    expect(known()).toEqual([...row(0, 40), ...row(160, 170)])
    setReachable(true)
    await vi.waitFor(() => {
      sync()
      expect(numbers()).toEqual(row(0, 170))
    })
  })

  it('stay those that somebody reads who has gone back, until the gap is filled', async () => {
    const { view, numbers, setReachable, skip, sync } = openRoom({ written: 40, synced: 40 })
    view.setReadingBack(true)
    setReachable(false)
    skip(130, 10)
    await vi.waitFor(() => expect(view.hasLater()).toBe(true))
    expect(numbers()).toEqual(row(0, 40))
    setReachable(true)
    await vi.waitFor(() => {
      sync()
      expect(numbers()).toEqual(row(0, 170))
    })
    expect(view.hasLater()).toBe(false)
  })

  it('are searched with what the first sync brings, since the disk may not have the newest', async () => {
    const { view, bring, sync } = openRoom({ written: 40, synced: 40, syncState: null })
    const isFound = view.loadBackTo(id(40))
    bring()
    sync()
    expect(await isFound).toBe(true)
  })

  it('are all there when somebody looks something up in a short room', async () => {
    const { view, numbers } = openRoom({ written: 130, synced: 10 })
    view.loadAll()
    await vi.waitFor(() => expect(numbers()).toEqual(row(0, 130)))
  })
})

describe('of 20,000 messages', () => {
  const written = 20_000
  const open = () => openRoom({ written, synced: 20 })
  const isWithout = (numbers: number[]) => expect(numbers).toEqual(row(numbers[0] ?? 0, (numbers.at(-1) ?? 0) + 1))
  /** Reactions are few, and needed wherever what they are about is shown. */
  const most = 1_500 + 150 + written / 100

  it('few are held, however far somebody reads back, and comes again', async () => {
    const { view, numbers, known } = open()
    while (view.hasEarlier()) {
      await view.loadEarlier()
      expect(known().length).toBeLessThanOrEqual(most)
    }
    expect(numbers()[0]).toBe(0)
    isWithout(numbers())
    expect(view.hasLater()).toBe(true)
    expect(view.later().length).toBeGreaterThan(180)

    while (view.hasLater()) {
      const before = numbers().at(-1) ?? 0
      await view.loadLater()
      expect(numbers()).toContain(before)
      isWithout(numbers())
      expect(known().length).toBeLessThanOrEqual(most)
    }
    expect(numbers().at(-1)).toBe(written - 1)
  }, 20_000)

  it('the newest are there at once when somebody has read enough', async () => {
    const { view, numbers, bring, setReachable } = open()
    expect(await view.loadBackTo(id(500))).toBe(true)
    expect(numbers()).toContain(500)
    expect(numbers()).not.toContain(written - 1)
    bring()
    setReachable(false)
    view.showNewest()
    expect(view.hasLater()).toBe(false)
    await vi.waitFor(() => expect(numbers().at(-1)).toBe(written))
    expect(numbers().length).toBeGreaterThanOrEqual(100)
    isWithout(numbers())
  })

  it('one is found near or far, with what stands around it, and nobody is led away in vain', async () => {
    const { view, numbers } = open()
    expect(await view.loadBackTo(id(written - 300))).toBe(true)
    expect([numbers().at(-1), view.hasLater()]).toEqual([written - 1, false])
    expect(await view.loadBackTo('$nowhere' as EventId)).toBe(false)
    expect([numbers().at(-1), view.hasLater()]).toEqual([written - 1, false])
    expect(numbers()).toContain(written - 300)
    expect(await view.loadBackToTime(7_000)).toBe(true)
    expect(numbers()).toEqual(expect.arrayContaining([6_999, 7_000, 7_100]))
    isWithout(numbers())
  }, 20_000)

  it('what was let go is deleted for good, too', async () => {
    const { view, redact } = open()
    await view.loadBackTo(id(5_000))
    const isDeleted = (number: number) => view.events().find(({ at }) => at === number)?.isRedacted
    expect(isDeleted(5_000)).toBe(false)
    redact(5_000)
    await vi.waitFor(() => expect(isDeleted(5_000)).toBe(true))
  })
})
