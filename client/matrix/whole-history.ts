import { ConnectionError, Direction, type MatrixClient, type MatrixEvent } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { confirms } from '#shared/urgent/message.ts'
import { type EventSnapshot, snapshotOf } from './event-snapshot.ts'

type Client = Pick<MatrixClient, 'createMessagesRequest' | 'getEventMapper' | 'decryptEventIfNeeded'>

export type WholeOptions = {
  /** Unix time in ms: nothing before it is needed. */
  from: number | null
  signal: AbortSignal
  /** How many events are here. */
  onProgress(count: number): void
}

const pageSize = 250
const triesPerPage = 4
const retryMs = 2_000
/** Keys that lie in the backup come one by one, and some never. */
const keysMs = 15_000
const pollMs = 500

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })

/**
 * Everything that was said in a room, oldest first, without keeping it in a timeline. Reads from the newest on, since
 * corrections and reactions come after what they are about. Throws what the SDK throws, or the signal's reason.
 */
export const readWholeHistory = async (
  client: Client,
  roomId: RoomId,
  { from, signal, onProgress }: WholeOptions,
): Promise<EventSnapshot[]> => {
  const toEvent = client.getEventMapper({ decrypt: false })
  const found: (EventSnapshot | null)[] = []
  const waiting = new Map<number, MatrixEvent>()
  const readPage = async (token: string | null) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await client.createMessagesRequest(roomId, token, pageSize, Direction.Backward)
      } catch (thrown) {
        if (!(thrown instanceof ConnectionError) || tries === triesPerPage) throw thrown
        await pause(retryMs, signal)
      }
    }
  }
  const take = (event: MatrixEvent) => {
    const snapshot = snapshotOf(event)
    if (snapshot?.unreadable) waiting.set(found.length, event)
    found.push(snapshot)
  }

  for (let token: string | null = null; ; ) {
    const page = await readPage(token)
    signal.throwIfAborted()
    const events = page.chunk.map((raw) => toEvent({ ...raw, room_id: roomId }))
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event).catch(() => {})))
    for (const event of events) take(event)
    onProgress(found.length)
    const isPast = from !== null && events.some((event) => event.getTs() < from)
    // Synapse leaves `end` out at the beginning of a room.
    if (isPast || !page.end || page.end === token || page.chunk.length === 0) break
    token = page.end
  }

  for (let waitedMs = 0; waiting.size > 0 && waitedMs < keysMs; waitedMs += pollMs) {
    await pause(pollMs, signal)
    for (const [at, event] of waiting) {
      const snapshot = snapshotOf(event)
      if (snapshot?.unreadable) continue
      found[at] = snapshot
      waiting.delete(at)
    }
  }
  return found.filter((snapshot) => snapshot !== null).reverse()
}

/** Who has confirmed which urgent message, and when. */
export const confirmationsIn = (events: readonly EventSnapshot[]): Map<EventId, { by: UserId; at: number }[]> => {
  const confirmed = new Map<EventId, { by: UserId; at: number }[]>()
  for (const { type, encrypted, unreadable, isRedacted, relation, content, sender, at } of events) {
    const about = relation?.eventId
    if (type !== eventTypes.responseStatus || !encrypted || unreadable || isRedacted || !about) continue
    if (confirms(content, about)) confirmed.set(about, [...(confirmed.get(about) ?? []), { by: sender, at }])
  }
  return confirmed
}

/** Readers of each event, by walking from the newest to the oldest: who read one has read those before it. */
export const readersOf = (
  events: readonly EventSnapshot[],
  readUpTo: ReadonlyMap<UserId, EventId>,
): Map<EventId, UserId[]> => {
  const readersAt = Map.groupBy(readUpTo, ([, eventId]) => eventId)
  const readers = new Map<EventId, UserId[]>()
  let soFar: UserId[] = []
  for (const { eventId } of events.toReversed()) {
    const more = readersAt.get(eventId)
    if (more) soFar = [...soFar, ...more.map(([userId]) => userId)].toSorted()
    readers.set(eventId, soFar)
  }
  return readers
}
