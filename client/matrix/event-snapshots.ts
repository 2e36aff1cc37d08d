import { type MatrixClient, MatrixEvent } from 'matrix-js-sdk'
import { type EventSnapshot, snapshotOf } from './event-snapshot.ts'
import { isSame } from './same.ts'

export type EventSnapshots = {
  /** Of those that can be shown; what waits to be decrypted begins to be. */
  of(events: readonly MatrixEvent[]): EventSnapshot[]
  /** Something has happened to an event. */
  forget(eventId: string | undefined): void
  /** Keeps those of these, once there are `spare` more than that. */
  forgetOthers(held: readonly EventSnapshot[], spare: number): void
}

/** In place of an event to which something has happened. */
const gone = new MatrixEvent()

/** Of each event one snapshot, as long as nothing happens to it: a room may have tens of thousands. */
export const createEventSnapshots = (client: Pick<MatrixClient, 'decryptEventIfNeeded'>): EventSnapshots => {
  let seen = new Map<string, { event: MatrixEvent; snapshot: EventSnapshot }>()
  return {
    of: (events) =>
      events.flatMap((event): EventSnapshot | [] => {
        const known = seen.get(event.getId() ?? '')
        if (known?.event === event) return known.snapshot
        if (event.shouldAttemptDecryption()) void client.decryptEventIfNeeded(event)
        const snapshot = snapshotOf(event)
        if (!snapshot) return []
        const kept = known && isSame(known.snapshot, snapshot) ? known.snapshot : snapshot
        if (snapshot.unreadable !== 'pending') seen.set(snapshot.eventId, { event, snapshot: kept })
        return kept
      }),
    forget(eventId) {
      const known = eventId ? seen.get(eventId) : undefined
      // The next look compares with what was there.
      if (eventId && known) seen.set(eventId, { event: gone, snapshot: known.snapshot })
    },
    forgetOthers(held, spare) {
      if (seen.size < held.length + spare) return
      const ids = new Set<string>(held.map(({ eventId }) => eventId))
      seen = new Map([...seen].filter(([id]) => ids.has(id)))
    },
  }
}
