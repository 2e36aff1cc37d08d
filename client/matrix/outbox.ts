import { ClientEvent, type MatrixClient, type MatrixEvent, type Room, RoomEvent, SyncState } from 'matrix-js-sdk'
import { type Accessor, batch, createSignal } from 'solid-js'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { localUrlsIn, withUrl } from '#shared/media/local-urls.ts'
import type { KeyClaims } from './key-claims.ts'
import { afterFailure } from './outbox-rules.ts'
import { type OutboxStore, openOutboxStore } from './outbox-store.ts'
import { sendEncrypted } from './send-encrypted.ts'
import type { Outbox, OutboxEntry } from './types.ts'

/**
 * What was written and is not sent yet. Each room has its own queue, strictly in order: an entry that failed holds the
 * later ones back, because an answer must not arrive without the question before it.
 *
 * | state     | means                                          | goes on                                              |
 * | --------- | ---------------------------------------------- | ---------------------------------------------------- |
 * | `waiting` | on disk; behind another one, offline or paused | when its turn, the network or the time has come      |
 * | `sending` | being encrypted and given to the homeserver, its file first | taken → leaves when sync brings it back              |
 * | `failed`  | refused; nothing more happens by itself        | `retry` or `discard`                                 |
 *
 * The transaction id stays the same over retries and reloads, so the homeserver takes each entry once.
 */
export type OpenOutbox = Outbox & {
  /** What the homeserver has taken and sync has not brought back yet; still among `entries`. */
  taken: Accessor<ReadonlyMap<string, EventId>>
  /** Sync works, after it did not: nothing else needs to be waited for. */
  wake(): void
  /**
   * An event of ours came back: the homeserver has it, whatever its answer to us was. Its entry stands for it until it
   * `isRead`: what somebody has opened of it would close in between.
   */
  arrived(txnId: string, eventId: EventId, isRead: Promise<unknown>): void
  /** A room's history has a hole where something taken may have come back. */
  skipped(roomId: RoomId): void
  close(): void
}

/** What messages refer to and lies on this device until they are sent. */
export type Uploads = {
  /** Gives it to the homeserver; resolves with its address there. */
  upload(url: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<string>
  forget(urls: readonly string[]): Promise<void>
}

export type OutboxParts = {
  store: OutboxStore
  uploads: Uploads
  /** Asks `give` in the moment in which it gives it to the homeserver: it throws if nobody wants that any more. */
  send(entry: OutboxEntry, give: () => void): Promise<EventId>
  isOnline(): boolean
  newTxnId?(): string
  now?(): number
  chance?(): number
}

type Waiter = { promise: Promise<EventId>; resolve(eventId: EventId): void; reject(reason: Error): void }

export class Discarded extends Error {
  override name = 'Discarded'
}

const newWaiter = (): Waiter => {
  const waiter = Promise.withResolvers<EventId>()
  // Whoever wants to know asks; nobody has to.
  waiter.promise.catch(() => {})
  return waiter
}

/** Sends nothing before the first `wake`: by then sync has told what had been taken before a reload. */
export const runOutbox = async (parts: OutboxParts): Promise<OpenOutbox> => {
  const { store, uploads, send, isOnline } = parts
  const newTxnId = parts.newTxnId ?? (() => crypto.randomUUID())
  const now = parts.now ?? Date.now
  const chance = parts.chance ?? Math.random

  const kept = await store.read()
  const [entries, setEntries] = createSignal<OutboxEntry[]>(
    kept.map((entry) => ({ ...entry, state: entry.error === null ? 'waiting' : 'failed' })),
  )
  const [taken, setTaken] = createSignal<ReadonlyMap<string, EventId>>(new Map())
  const waiters = new Map<string, Waiter>(kept.map(({ txnId }) => [txnId, newWaiter()]))
  const pauses = new Map<string, { cut(): void; isTold: boolean }>()
  const attempts = new Map<string, Promise<unknown>>()
  /** The homeserver may have it. */
  const given = new Set<string>()
  const [progress, setProgress] = createSignal<ReadonlyMap<string, number>>(new Map())
  const uploading = new Map<string, AbortController>()
  const wholes = new Map<string, PromiseWithResolvers<OutboxEntry['content']>>()
  const running = new Set<string>()
  let isAwake = false
  let isClosed = false

  const find = (txnId: string) => entries().find((entry) => entry.txnId === txnId)
  const change = (txnId: string, news: Partial<Pick<OutboxEntry, 'state' | 'error' | 'content'>>) =>
    setEntries((before) => before.map((entry) => (entry.txnId === txnId ? { ...entry, ...news } : entry)))
  const drop = (isGone: (entry: OutboxEntry) => boolean) =>
    batch(() => {
      const gone = new Set(entries().flatMap((entry) => (isGone(entry) ? [entry.txnId] : [])))
      if (gone.size === 0) return
      setEntries((before) => before.filter(({ txnId }) => !gone.has(txnId)))
      setTaken((before) => new Map([...before].filter(([txnId]) => !gone.has(txnId))))
    })
  const keep = (txnId: string) => {
    const entry = find(txnId)
    if (!entry) return Promise.resolve()
    const { state: _, ...rest } = entry
    return store.write(rest)
  }

  const pause = (roomId: string, afterMs: number, isTold: boolean) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => pauses.get(roomId)?.cut(), afterMs)
      const cut = () => {
        clearTimeout(timer)
        pauses.delete(roomId)
        resolve()
      }
      pauses.set(roomId, { cut, isTold })
    })

  const settle = async (txnId: string, eventId: EventId) => {
    waiters.get(txnId)?.resolve(eventId)
    await store.remove(txnId)
  }

  /**
   * An address of the homeserver is on the disk before the bytes that it stands for go, so that a page that ends in
   * between sends the file again at worst, and the message once.
   */
  const upload = async ({ txnId, content }: OutboxEntry): Promise<OutboxEntry['content']> => {
    const ending = new AbortController()
    uploading.set(txnId, ending)
    const tell = (share: number) => setProgress((before) => new Map(before).set(txnId, share))
    try {
      let current = content
      for (const [at, url] of localUrlsIn(content).entries()) {
        // The first is the file; a thumbnail after it is hardly worth a word.
        const there = await uploads.upload(url, ending.signal, at === 0 ? tell : () => {})
        current = withUrl(current, url, there)
        change(txnId, { content: current })
        await keep(txnId)
        await uploads.forget([url])
      }
      ending.signal.throwIfAborted()
      return current
    } finally {
      uploading.delete(txnId)
      setProgress((before) => new Map([...before].filter(([id]) => id !== txnId)))
    }
  }
  const deliver = async (entry: OutboxEntry): Promise<EventId> => {
    const content = localUrlsIn(entry.content).length > 0 ? await upload(entry) : entry.content
    wholes.get(entry.txnId)?.resolve(content)
    return send({ ...entry, content, state: 'sending' }, () => {
      if (!find(entry.txnId)) throw new Discarded('the person discarded it')
      given.add(entry.txnId)
    })
  }

  /** One room's queue, until it is empty, held by a failure, or has to wait for the network. */
  const run = async (roomId: string) => {
    for (let attempt = 0; !isClosed && isAwake && isOnline(); ) {
      const next = entries().find((entry) => entry.roomId === roomId && !taken().has(entry.txnId))
      if (!next || next.state === 'failed') return
      change(next.txnId, { state: 'sending', error: next.error === 'partner-unreachable' ? next.error : null })
      try {
        const sending = deliver(next)
        attempts.set(
          next.txnId,
          sending.catch(() => {}),
        )
        const eventId = await sending
        attempt = 0
        if (find(next.txnId)) setTaken((before) => new Map(before).set(next.txnId, eventId))
        await settle(next.txnId, eventId)
      } catch (thrown) {
        if (isClosed) return
        // It came back although its answer was lost.
        if (!find(next.txnId) || taken().has(next.txnId)) continue
        const after = afterFailure(thrown, attempt, chance())
        if (after.kind === 'fail') {
          change(next.txnId, { state: 'failed', error: after.code })
          await keep(next.txnId)
          return
        }
        change(next.txnId, { state: 'waiting', error: after.kind === 'wait' ? 'rate-limited' : (after.code ?? null) })
        attempt += 1
        await pause(roomId, after.afterMs, after.kind === 'wait')
      } finally {
        given.delete(next.txnId)
      }
    }
  }
  const start = (roomId: string) => {
    if (running.has(roomId) || isClosed) return
    running.add(roomId)
    void run(roomId)
      // A disk that fails is no reason to lose the queue: the next attempt finds the entry where it was.
      .catch(() => {})
      .finally(() => {
        running.delete(roomId)
        if (isAwake && isOnline() && canGoOn(roomId)) start(roomId)
      })
  }
  const canGoOn = (roomId: string) =>
    entries().find((entry) => entry.roomId === roomId && !taken().has(entry.txnId))?.state === 'waiting'
  const startAll = () => {
    for (const roomId of new Set(entries().map(({ roomId }) => roomId))) start(roomId)
  }

  return {
    entries,
    progress,
    taken,
    async send(roomId, type, content, txnId = newTxnId()) {
      if (waiters.has(txnId)) return txnId
      const entry: OutboxEntry = {
        txnId,
        roomId,
        type,
        content,
        queuedAt: now(),
        state: 'waiting',
        error: null,
      }
      const { state: _, ...rest } = entry
      await store.write(rest)
      waiters.set(entry.txnId, newWaiter())
      setEntries((before) => [...before, entry])
      start(roomId)
      return entry.txnId
    },
    sent(txnId) {
      const waiter = waiters.get(txnId)
      return waiter ? waiter.promise : Promise.reject(new Error('nothing was queued under this transaction id'))
    },
    async uploaded(txnId) {
      const entry = find(txnId)
      if (!entry || localUrlsIn(entry.content).length === 0) return entry?.content ?? null
      const whole = wholes.get(txnId) ?? Promise.withResolvers<OutboxEntry['content']>()
      wholes.set(txnId, whole)
      return whole.promise
    },
    retry(txnId) {
      const entry = find(txnId)
      if (entry?.state !== 'failed') return
      change(txnId, { state: 'waiting', error: null })
      void keep(txnId)
      start(entry.roomId)
    },
    async discard(txnId) {
      const entry = find(txnId)
      uploading.get(txnId)?.abort()
      // It may have been taken already: it is discarded only if it turns out that it was not.
      if (given.has(txnId) || uploading.has(txnId)) await attempts.get(txnId)
      const content = find(txnId)?.content
      if (!entry || !content || taken().has(txnId)) return
      drop((one) => one.txnId === txnId)
      await store.remove(txnId)
      await uploads.forget(localUrlsIn(content))
      const discarded = new Discarded('the person discarded it')
      waiters.get(txnId)?.reject(discarded)
      wholes.get(txnId)?.reject(discarded)
      pauses.get(entry.roomId)?.cut()
      start(entry.roomId)
    },
    wake() {
      isAwake = true
      for (const { cut, isTold } of [...pauses.values()]) if (!isTold) cut()
      startAll()
    },
    arrived(txnId, eventId, isRead) {
      if (!waiters.has(txnId)) return
      const leave = () => drop((entry) => entry.txnId === txnId)
      if (find(txnId)) setTaken((before) => new Map(before).set(txnId, eventId))
      void settle(txnId, eventId)
      void isRead.then(leave, leave)
    },
    skipped(roomId) {
      drop((entry) => entry.roomId === roomId && taken().has(entry.txnId))
    },
    close() {
      isClosed = true
      for (const ending of uploading.values()) ending.abort()
      for (const { cut } of [...pauses.values()]) cut()
      store.close()
    },
  }
}

const isBack = (state: SyncState, before: SyncState | null) =>
  state === SyncState.Syncing && before !== SyncState.Syncing

/** Open it before the client starts, so that nothing of ours comes back unseen. */
export const openOutbox = async ({
  client,
  claims,
  localKey,
  userId,
  uploads,
}: {
  client: MatrixClient
  claims: Pick<KeyClaims, 'isEmpty' | 'isCutOff'>
  localKey: CryptoKey
  userId: UserId
  uploads: Uploads
}): Promise<OpenOutbox> => {
  const outbox = await runOutbox({
    store: await openOutboxStore(userId, localKey),
    uploads,
    send: sendEncrypted(client, claims),
    // A browser may take itself for offline while the homeserver is in reach, inside a hospital's network for instance.
    isOnline: () => client.getSyncState() === SyncState.Syncing || navigator.onLine,
  })

  const onTimeline = (event: MatrixEvent) => {
    const txnId = event.getUnsigned().transaction_id
    const eventId = event.getId()
    if (!txnId || !eventId || event.status !== null) return
    // One step after whoever looks at the room, who learns of it from the same promise.
    const isRead = client.decryptEventIfNeeded(event).catch(() => {})
    outbox.arrived(txnId, eventId as EventId, isRead)
  }
  const onReset = (room: Room | undefined) => {
    if (room) outbox.skipped(room.roomId as RoomId)
  }
  const onSync = (state: SyncState, before: SyncState | null) => {
    if (isBack(state, before)) outbox.wake()
  }
  const onOnline = () => {
    if (client.getSyncState() !== null) outbox.wake()
  }
  client.on(RoomEvent.Timeline, onTimeline)
  client.on(RoomEvent.TimelineReset, onReset)
  client.on(ClientEvent.Sync, onSync)
  globalThis.addEventListener?.('online', onOnline)

  return {
    ...outbox,
    close() {
      client.off(RoomEvent.Timeline, onTimeline)
      client.off(RoomEvent.TimelineReset, onReset)
      client.off(ClientEvent.Sync, onSync)
      globalThis.removeEventListener?.('online', onOnline)
      outbox.close()
    },
  }
}
