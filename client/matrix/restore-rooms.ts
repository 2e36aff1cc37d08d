import { ClientEvent, type ISyncResponse, type MatrixClient, SyncState } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import type { RoomStore, Rooms } from './room-store.ts'
import { whenIdle } from './when-idle.ts'

const chunkSize = 100
/** A disk that cannot be read is not tried for ever. */
const mostFailures = 5

/** What the SDK itself calls with what was kept; it gives no other way to hand rooms over little by little. */
type CachedSync = {
  syncApi?: { processSyncResponse(about: { fromCache: true; catchingUp: false }, answer: ISyncResponse): Promise<void> }
}

export type RestoringRooms = {
  /** Every room of an earlier session is there. */
  isRestored: Accessor<boolean>
  /** These rooms are there, if they were kept: before there is news of them. */
  restored(roomIds: readonly string[]): Promise<void>
  stop(): void
}

/** Gives the SDK what an earlier session kept, in pieces that let a person work meanwhile. */
export const restoreRooms = (client: MatrixClient, store: Pick<RoomStore, 'held' | 'give'>): RestoringRooms => {
  const [isRestored, setRestored] = createSignal(store.held().size === 0)
  let isStopped = false
  let turn: Promise<unknown> = Promise.resolve()

  const hand = async (syncApi: NonNullable<CachedSync['syncApi']>, rooms: Rooms) => {
    const next_batch = client.store.getSyncToken() ?? ''
    await syncApi.processSyncResponse(
      { fromCache: true, catchingUp: false },
      { next_batch, rooms, account_data: { events: [] } },
    )
  }
  /** One after the other, so that nobody believes of a room that it is there while it is still on its way. */
  const restored = (roomIds: readonly string[]): Promise<void> => {
    const next = turn.then(async () => {
      if (isStopped || !roomIds.some((roomId) => store.held().has(roomId))) return
      const { syncApi } = client as unknown as CachedSync
      // What is given out is held no longer: nothing may be given before somebody is there to take it.
      if (!syncApi) throw new Error('sync has not begun')
      await hand(syncApi, await store.give(roomIds))
    })
    turn = next.catch(() => {})
    return next
  }
  const restoreAll = async () => {
    for (let failures = 0; !isStopped && store.held().size > 0 && failures < mostFailures; ) {
      await whenIdle()
      await restored([...store.held()].slice(0, chunkSize)).catch(() => {
        failures += 1
      })
    }
    if (!isStopped && store.held().size === 0) setRestored(true)
  }
  const onSync = (state: SyncState) => {
    if (state !== SyncState.Prepared) return
    client.off(ClientEvent.Sync, onSync)
    void restoreAll()
  }
  client.on(ClientEvent.Sync, onSync)

  return {
    isRestored,
    restored,
    stop() {
      isStopped = true
      client.off(ClientEvent.Sync, onSync)
    },
  }
}
