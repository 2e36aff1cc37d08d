import { EventEmitter } from 'node:events'
import { ClientEvent, type MatrixEvent, RoomEvent, SyncState } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { createRoomEvents } from './room-events.ts'

const roomId = '!room' as RoomId

const event = (number: number) =>
  ({
    status: null,
    isEncrypted: () => false,
    isDecryptionFailure: () => false,
    shouldAttemptDecryption: () => false,
    isRedacted: () => false,
    getId: () => `$${number}`,
    getSender: () => '@jonas:sued.example',
    getTs: () => number,
    getType: () => eventTypes.message,
    getStateKey: () => undefined,
    getOriginalContent: () => ({ body: String(number) }),
    getWireContent: () => ({ body: String(number) }),
    getPrevContent: () => ({}),
    getUnsigned: () => ({}),
    getClearContent: () => null,
  }) as unknown as MatrixEvent

/** A homeserver with numbered events, and a client that has the newest of them. */
const openRoom = ({
  written,
  synced,
  syncState = SyncState.Syncing,
}: {
  written: number
  synced: number
  syncState?: SyncState | null
}) => {
  const emitter = new EventEmitter()
  let oldest = written - synced
  let live = Array.from({ length: synced }, (_, at) => event(oldest + at))
  let isReachable = true
  const timeline = {
    getEvents: () => live,
    getPaginationToken: () => (oldest > 0 ? String(oldest) : null),
    getNeighbouringTimeline: () => null,
  }
  const room = { roomId, getMyMembership: () => 'join', getLiveTimeline: () => timeline }
  const client = Object.assign(emitter, {
    getRoom: () => room,
    getSyncState: () => syncState,
    decryptEventIfNeeded: async () => {},
    paginateEventTimeline: async (_: unknown, { limit = 0 }: { limit?: number }) => {
      if (!isReachable) throw new Error('no network')
      const from = Math.max(0, oldest - limit)
      live = [...Array.from({ length: oldest - from }, (_, at) => event(from + at)), ...live]
      oldest = from
      return oldest > 0
    },
  })
  const { view, dispose } = createRoot((dispose) => ({
    view: createRoomEvents(client as unknown as Parameters<typeof createRoomEvents>[0], roomId),
    dispose,
  }))
  onTestFinished(dispose)
  return {
    view,
    numbers: () => view.events().map(({ at }) => at),
    known: () => view.known().map(({ at }) => at),
    setReachable(now: boolean) {
      isReachable = now
    },
    sync: () => emitter.emit(ClientEvent.Sync, SyncState.Syncing, SyncState.Reconnecting),
    /** One more is written, and sync brings it. */
    bring() {
      const one = event(written)
      written += 1
      live = [...live, one]
      emitter.emit(RoomEvent.Timeline, one, room)
    },
    /** Sync comes back after `more` events and brings the newest of them only. */
    skip(more: number, brought: number) {
      written += more
      oldest = written - brought
      live = []
      emitter.emit(RoomEvent.TimelineReset, room)
      live = Array.from({ length: brought }, (_, at) => event(oldest + at))
      for (const one of live) emitter.emit(RoomEvent.Timeline, one, room)
    },
  }
}

const row = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

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

  it('show what came after a gap, and fill the gap by themselves', async () => {
    const { numbers, skip } = openRoom({ written: 40, synced: 40 })
    skip(130, 10)
    // Pages of fifty until the newest that was known comes up again.
    await vi.waitFor(() => expect(numbers()).toEqual(row(10, 170)))
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
      expect(numbers()).toEqual(row(10, 170))
    })
  })

  it('are searched with what the first sync brings, since the disk may not have the newest', async () => {
    const { view, bring, sync } = openRoom({ written: 40, synced: 40, syncState: null })
    const isFound = view.loadBackTo('$40' as EventId)
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
