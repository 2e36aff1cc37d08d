/** Requests of the SDK that must not hang: after a sleep, a connection may be dead without anybody saying so. */

/** Beyond what the homeserver was told that it may wait. */
const syncReserveMs = 45_000
const versionsTimeoutMs = 5_000

export type SyncFetch = {
  fetch: typeof globalThis.fetch
  /** Ends a long poll that is under way, so that the SDK makes a new one. */
  abortSync(): void
}

/** How long the homeserver may take until it begins to answer; null: as long as it likes, as for the first sync. */
export const patienceFor = (address: string): number | null => {
  const { pathname, searchParams } = new URL(address)
  if (pathname.endsWith('/_matrix/client/versions')) return versionsTimeoutMs
  if (!pathname.endsWith('/sync') || !searchParams.has('since')) return null
  return Number(searchParams.get('timeout') ?? 0) + syncReserveMs
}

const isSync = (address: string) => new URL(address).pathname.endsWith('/sync')

export const createSyncFetch = (inner: typeof globalThis.fetch = globalThis.fetch): SyncFetch => {
  let syncs = new AbortController()
  return {
    async fetch(input, init = {}) {
      const address = input instanceof Request ? input.url : String(input)
      const signals = init.signal ? [init.signal] : []
      if (isSync(address)) signals.push(syncs.signal)
      const patienceMs = patienceFor(address)
      const late = new AbortController()
      if (patienceMs !== null) signals.push(late.signal)
      const timer = patienceMs === null ? undefined : setTimeout(() => late.abort(), patienceMs)
      try {
        return await inner(input, { ...init, ...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}) })
      } finally {
        clearTimeout(timer)
      }
    },
    abortSync() {
      syncs.abort()
      syncs = new AbortController()
    },
  }
}
