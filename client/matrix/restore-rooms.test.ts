import { type ClientEvent, type MatrixClient, SyncState } from 'matrix-js-sdk'
import { expect, test, vi } from 'vitest'
import { restoreRooms } from './restore-rooms.ts'
import type { Rooms } from './room-store.ts'

/** An SDK that notes which rooms it is given, and a disk with so many. */
const deviceWith = (count: number, { hasBegun = true } = {}) => {
  const held = new Set(Array.from({ length: count }, (_, at) => `!${at}`))
  const given: string[][] = []
  const listeners = new Set<(state: SyncState) => void>()
  let faults = 0
  const client = {
    on: (_event: ClientEvent, listener: (state: SyncState) => void) => listeners.add(listener),
    off: (_event: ClientEvent, listener: (state: SyncState) => void) => listeners.delete(listener),
    store: { getSyncToken: () => 's1' },
    syncApi: hasBegun
      ? {
          async processSyncResponse(_about: unknown, { rooms }: { rooms: { join: object } }) {
            given.push(Object.keys(rooms.join))
          },
        }
      : undefined,
  }
  const store = {
    held: () => held,
    async give(roomIds: readonly string[]) {
      if (faults > 0) {
        faults -= 1
        throw new Error('the disk does not answer')
      }
      const ours = roomIds.filter((roomId) => held.delete(roomId))
      return { join: Object.fromEntries(ours.map((roomId) => [roomId, {}])) } as unknown as Rooms
    },
  }
  const restoring = restoreRooms(client as unknown as MatrixClient, store)
  return {
    held,
    restoring,
    given,
    prepare: () => {
      for (const listener of [...listeners]) listener(SyncState.Prepared)
    },
    fail: (times: number) => {
      faults = times
    },
  }
}

test('what was kept comes in pieces, once the SDK is ready', async () => {
  const { restoring, given, prepare } = deviceWith(250)
  expect([given.length, restoring.isRestored()]).toEqual([0, false])
  prepare()
  await vi.waitFor(() => expect(restoring.isRestored()).toBe(true))
  expect(given.map((rooms) => rooms.length)).toEqual([100, 100, 50])
})

test('a room of which there is news comes before it, and only once', async () => {
  const { restoring, given, prepare } = deviceWith(250)
  await restoring.restored(['!240', '!unknown'])
  expect(given).toEqual([['!240']])
  prepare()
  await vi.waitFor(() => expect(restoring.isRestored()).toBe(true))
  expect(given.flat()).toHaveLength(250)
})

test('a disk that fails for a moment is read again; one that does not answer leaves the list unfinished', async () => {
  const moment = deviceWith(50)
  moment.fail(2)
  moment.prepare()
  await vi.waitFor(() => expect(moment.restoring.isRestored()).toBe(true))
  const broken = deviceWith(50)
  broken.fail(Number.POSITIVE_INFINITY)
  broken.prepare()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(broken.restoring.isRestored()).toBe(false)
})

test('nothing is kept on a new device', () => {
  expect(deviceWith(0).restoring.isRestored()).toBe(true)
})

test('a room that somebody asks for before the SDK has begun stays where it is', async () => {
  const { restoring, held } = deviceWith(3, { hasBegun: false })
  await expect(restoring.restored(['!1'])).rejects.toThrow()
  expect(held.has('!1')).toBe(true)
})
