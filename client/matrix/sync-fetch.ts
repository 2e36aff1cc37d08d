import * as v from 'valibot'
import { ownProofPrefix } from '#shared/auth/own-proof.ts'

/** Requests of the SDK that must not hang: after a sleep, a connection may be dead without anybody saying so. */

/** Beyond what the homeserver was told that it may wait. */
const syncReserveMs = 45_000
const versionsTimeoutMs = 5_000
/** Everything that is asked of a clinic's service waits for these; whoever needs them asks again. */
const proofTimeoutMs = 10_000

/** How long the start waits for the keys of others; what is not known then is asked again later. */
const keysAtStartMs = 3_000

export type SyncFetch = {
  fetch: typeof globalThis.fetch
  /** Ends a long poll that is under way, so that the SDK makes a new one. */
  abortSync(): void
  /** The SDK has started: from now on it may wait for keys as long as it likes. */
  started(): void
}

const isForProof = (pathname: string) =>
  pathname.endsWith('/openid/request_token') || pathname.includes(`/account_data/${ownProofPrefix}`)

/** How long the homeserver may take until it begins to answer; null: as long as it likes, as for the first sync. */
export const patienceFor = (address: string): number | null => {
  const { pathname, searchParams } = new URL(address)
  if (pathname.endsWith('/_matrix/client/versions')) return versionsTimeoutMs
  if (isForProof(pathname)) return proofTimeoutMs
  if (!pathname.endsWith('/sync') || !searchParams.has('since')) return null
  return Number(searchParams.get('timeout') ?? 0) + syncReserveMs
}

const isKeyQuery = (address: string) => new URL(address).pathname.endsWith('/keys/query')

/** What a homeserver answers when none of these people's servers can be reached: the SDK asks again by itself. */
const nobodyReached = (body: unknown): Response => {
  const asked = v.parse(keyQuery, JSON.parse(String(body)))
  const servers = Object.keys(asked.device_keys).map((userId) => userId.slice(userId.indexOf(':') + 1))
  return Response.json({ device_keys: {}, failures: Object.fromEntries(servers.map((server) => [server, {}])) })
}

const isSync = (address: string) => new URL(address).pathname.endsWith('/sync')

const keyQuery = v.object({ device_keys: v.record(v.string(), v.unknown()) })

export const createSyncFetch = (inner: typeof globalThis.fetch = globalThis.fetch): SyncFetch => {
  let syncs = new AbortController()
  let isStarting = true

  /** After a recent joining the SDK does not start before it has asked for keys; without a network that is for ever. */
  const askAtStart: typeof globalThis.fetch = async (input, init = {}) => {
    const signal = AbortSignal.any([AbortSignal.timeout(keysAtStartMs), ...(init.signal ? [init.signal] : [])])
    try {
      const answer = await inner(input, { ...init, signal })
      return answer.ok ? answer : nobodyReached(init.body)
    } catch (error) {
      if (init.signal?.aborted) throw error
      return nobodyReached(init.body)
    }
  }

  return {
    async fetch(input, init = {}) {
      const address = input instanceof Request ? input.url : String(input)
      if (isStarting && isKeyQuery(address)) return askAtStart(input, init)
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
    started() {
      isStarting = false
    },
    abortSync() {
      syncs.abort()
      syncs = new AbortController()
    },
  }
}
