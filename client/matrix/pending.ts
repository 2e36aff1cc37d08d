import { eventTypes, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { newContentOf } from './relations.ts'
import type { OutboxEntry, Pending } from './types.ts'

/** An entry of the outbox that changes a message instead of being one. */
export type PendingEntry = Pending & {
  /** Once the homeserver has taken it. */
  eventId: EventId | null
  emoji: string | null
  newContent: Record<string, unknown> | null
  redacts: EventId | null
}

type Relates = { rel_type?: unknown; event_id?: EventId; key?: unknown } | undefined

const textOr = (value: unknown) => (typeof value === 'string' ? value : null)

/** What the entry is about, and how; null for a message. */
const readEntry = (entry: OutboxEntry): { about: EventId; change: Omit<PendingEntry, 'eventId'> } | null => {
  const { txnId, state, error, content, type } = entry
  const relates = content['m.relates_to'] as Relates
  const about = type === eventTypes.redaction ? (content['redacts'] as EventId | undefined) : relates?.event_id
  if (!about) return null
  const change = { txnId, state, error, emoji: null, newContent: null, redacts: null }
  if (type === eventTypes.redaction) return { about, change: { ...change, kind: 'deletion', redacts: about } }
  if (relates?.rel_type === relationTypes.reaction)
    return { about, change: { ...change, kind: 'reaction', emoji: textOr(relates.key) } }
  if (relates?.rel_type === relationTypes.edit)
    return { about, change: { ...change, kind: 'edit', newContent: newContentOf(entry) } }
  return null
}

export type PendingChanges = {
  /** By the message that they are about: to take back a reaction is about the message that it stands at. */
  about: ReadonlyMap<EventId, PendingEntry[]>
  /** Messages, and what has failed about something that is not here: somebody must see it to decide. */
  others: OutboxEntry[]
}

export const pendingOf = (
  underWay: readonly OutboxEntry[],
  taken: ReadonlyMap<string, EventId>,
  find: (eventId: EventId) => EventSnapshot | undefined,
): PendingChanges => {
  const about = new Map<EventId, PendingEntry[]>()
  const others: OutboxEntry[] = []
  for (const entry of underWay) {
    const read = readEntry(entry)
    const target = read && find(read.about)
    if (!read) others.push(entry)
    else if (target) {
      const at = target.relation?.type ? (target.relation.eventId ?? target.eventId) : target.eventId
      about.set(at, [...(about.get(at) ?? []), { ...read.change, eventId: taken.get(entry.txnId) ?? null }])
    } else if (entry.state === 'failed') others.push(entry)
  }
  return { about, others }
}
