import { ClientEvent, HttpApiEvent, type MatrixClient, SyncState, type SyncStateData } from 'matrix-js-sdk'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { listen } from './listen.ts'
import type { SyncFetch } from './sync-fetch.ts'
import type { Session } from './types.ts'

type Connection = ReturnType<Session['connection']>
type Parts = Pick<MatrixClient, 'on' | 'off' | 'retryImmediately'>

/** The SDK waits up to ten seconds between two tries; a person waits beside it. */
const firstRetryMs = 300
const lastRetryMs = 2_500
const beatMs = 5_000
/** Timers of a page in the background come once a minute; a longer pause means that the machine slept. */
const sleepMs = 90_000
const hiddenMs = 60_000

/** What a state of the SDK's sync says; null: nothing new. `Reconnecting` is one failed request, not yet a failure. */
export const connectionOf = (state: SyncState, data: Pick<SyncStateData, 'fromCache'>): 'live' | 'offline' | null => {
  switch (state) {
    case SyncState.Prepared:
      return data.fromCache ? null : 'live'
    case SyncState.Syncing:
      return 'live'
    case SyncState.Error:
      return 'offline'
    case SyncState.Catchup:
    case SyncState.Reconnecting:
    case SyncState.Stopped:
      return null
  }
}

export type WatchedConnection = {
  connection: Accessor<Connection>
  /** Nothing follows on these two. */
  end(as: 'elsewhere' | 'signed-out'): void
}

/** Call under an owner. `onSignedOut`: the homeserver does not know the device any more. */
export const watchConnection = (
  client: Parts,
  { abortSync }: Pick<SyncFetch, 'abortSync'>,
  onSignedOut: () => void,
): WatchedConnection => {
  const [connection, setConnection] = createSignal<Connection>('starting')
  const isOver = () => connection() === 'elsewhere' || connection() === 'signed-out'

  let retryMs = firstRetryMs
  let retry: ReturnType<typeof setTimeout> | undefined
  const retryLater = () => {
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (isOver()) return
      client.retryImmediately()
      retryMs = Math.min(retryMs * 2, lastRetryMs)
      retryLater()
    }, retryMs)
  }
  const retryNow = () => {
    retryMs = firstRetryMs
    retryLater()
  }
  const settle = () => {
    clearTimeout(retry)
    retryMs = firstRetryMs
  }

  listen(client, ClientEvent.Sync, (state, _before, data) => {
    if (isOver()) return
    const next = connectionOf(state, data ?? {})
    if (next === 'live') settle()
    else if (state === SyncState.Reconnecting || state === SyncState.Error) retryLater()
    if (next) setConnection(next)
  })
  listen(client, HttpApiEvent.SessionLoggedOut, () => {
    if (!isOver()) onSignedOut()
  })

  /** Whatever request is under way may wait for an answer on a connection that is dead. */
  const reconnect = () => {
    if (isOver()) return
    abortSync()
    retryNow()
  }
  const onOffline = () => {
    if (!isOver() && connection() !== 'starting') setConnection('offline')
  }
  let hiddenSince: number | null = null
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') hiddenSince = Date.now()
    else if (hiddenSince !== null && Date.now() - hiddenSince > hiddenMs) reconnect()
  }
  let lastBeat = Date.now()
  const beat = setInterval(() => {
    if (Date.now() - lastBeat > sleepMs) reconnect()
    lastBeat = Date.now()
  }, beatMs)

  window.addEventListener('online', reconnect)
  window.addEventListener('offline', onOffline)
  document.addEventListener('visibilitychange', onVisibility)
  onCleanup(() => {
    clearTimeout(retry)
    clearInterval(beat)
    window.removeEventListener('online', reconnect)
    window.removeEventListener('offline', onOffline)
    document.removeEventListener('visibilitychange', onVisibility)
  })

  return {
    connection,
    end(as) {
      settle()
      setConnection(as)
    },
  }
}
