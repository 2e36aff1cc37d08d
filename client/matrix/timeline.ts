import { coverOf } from '#shared/matrix/cover-content.ts'
import { eventTypes, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { urgentOf } from '#shared/urgent/message.ts'
import { type Delivered, hasArrived } from './delivered.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { bodyOf, mentionsOf, messageBodyOf } from './message-body.ts'
import { type PendingEntry, pendingOf } from './pending.ts'
import { editsOf, newContentOf, newestContentOf, type Related, relatedTo } from './relations.ts'
import type { MessageBody, OutboxEntry, Pending, Quoted, Reaction, Reply, TimelineItem, Version } from './types.ts'

export type TimelineParts = {
  /** Oldest first and without a gap. */
  events: readonly EventSnapshot[]
  /** Of this room, in the order in which they will be sent. */
  outbox: readonly OutboxEntry[]
  /** What the homeserver has taken and not brought back yet. */
  taken: ReadonlyMap<string, EventId>
  ownId: UserId
  nameOf(userId: UserId): string
  /** How far others have read, by public receipts. */
  readUpTo: ReadonlyMap<UserId, EventId>
  delivered: Delivered
  /** Servers of the joined members, our own left out; null while we do not know all of them. */
  otherServers: readonly ServerName[] | null
}

/** Readers of each event, by walking from the newest to the oldest: who read one has read those before it. */
const readersOf = ({ events, readUpTo }: TimelineParts): Map<EventId, UserId[]> => {
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

const textOf = (content: Record<string, unknown>): string => {
  const { body } = content
  return typeof body === 'string' ? body : ''
}

const versionsOf = (event: EventSnapshot, edits: readonly EventSnapshot[]): Version[] | null =>
  edits.length === 0
    ? null
    : [
        { eventId: event.eventId, at: event.at, text: textOf(event.content) },
        ...edits.map((edit) => ({ eventId: edit.eventId, at: edit.at, text: textOf(newContentOf(edit) ?? {}) })),
      ]

/** By emoji, in the order in which each came first; from one person each counts once. */
const reactionsOf = (
  reactions: readonly EventSnapshot[],
  pending: readonly PendingEntry[],
  ownId: UserId,
): Reaction[] => {
  const byEmoji = new Map<string, Reaction>()
  const withdrawn = new Set(pending.map(({ redacts }) => redacts))
  const add = (emoji: string, sender: UserId, isAssured: boolean, own: Reaction['own']) => {
    const there = byEmoji.get(emoji)
    if (there?.by.includes(sender)) return
    byEmoji.set(emoji, {
      emoji,
      by: [...(there?.by ?? []), sender],
      isAssured: isAssured && (there?.isAssured ?? true),
      own: own ?? there?.own ?? null,
    })
  }
  for (const { eventId, sender, encrypted, relation } of reactions)
    if (relation?.key && !withdrawn.has(eventId))
      add(relation.key, sender, encrypted, sender === ownId ? { eventId, txnId: null } : null)
  for (const { kind, emoji, txnId, eventId } of pending)
    if (kind === 'reaction' && emoji) add(emoji, ownId, true, { eventId, txnId })
  return [...byEmoji.values()]
}

/** What stands in the way comes before what only waits. */
const mostPressing = (pending: readonly PendingEntry[]): Pending | null => {
  const entry = pending.find(({ state }) => state === 'failed') ?? pending.find(({ eventId }) => eventId === null)
  return entry ? { txnId: entry.txnId, kind: entry.kind, state: entry.state, error: entry.error } : null
}

const bodyOfEntry = (entry: OutboxEntry): MessageBody =>
  entry.type === eventTypes.message
    ? messageBodyOf(entry.content, false)
    : { kind: 'event', type: entry.type, content: entry.content }

const replyOfEntry = ({ content }: OutboxEntry): EventId | null => {
  const relation = content['m.relates_to'] as { 'm.in_reply_to'?: { event_id?: EventId } } | undefined
  return relation?.['m.in_reply_to']?.event_id ?? null
}

/** What a thread is for other clients is an answer for us. */
const answeredBy = ({ relation }: EventSnapshot): EventId | null => {
  if (!relation) return null
  return relation.replyTo ?? (relation.type === relationTypes.thread ? relation.eventId : null)
}

const none: Related = { edits: [], reactions: [] }

/** What a person sees of a room, oldest first; what is not sent yet stands at the end. */
export const timelineOf = (parts: TimelineParts): TimelineItem[] => {
  const { events, outbox, taken, ownId, nameOf, delivered, otherServers } = parts
  const creator = events.find(({ type, stateKey }) => type === eventTypes.create && stateKey === '')?.sender ?? null
  const readers = readersOf(parts)
  const related = relatedTo(events)

  const arrived = new Set<string>(events.flatMap(({ eventId, txnId }) => (txnId ? [eventId, txnId] : [eventId])))
  const underWay = outbox.filter(({ txnId }) => !arrived.has(txnId) && !arrived.has(taken.get(txnId) ?? ''))
  const pending = pendingOf(underWay, taken, events)

  const sendOf = (event: EventSnapshot, body: MessageBody): TimelineItem['send'] => {
    if (event.sender !== ownId || body.kind === 'notice' || body.kind === 'redacted') return null
    const readBy = readers.get(event.eventId) ?? []
    const isDelivered = otherServers !== null && hasArrived(delivered, event.eventId, otherServers)
    const arrivedAt = [...(delivered.get(event.eventId) ?? [])]
    return { state: readBy.length > 0 ? 'read' : isDelivered ? 'delivered' : 'sent', readBy, arrivedAt, error: null }
  }
  const itemOf = (event: EventSnapshot): TimelineItem | null => {
    const { eventId, sender, at } = event
    const about = related.get(eventId) ?? none
    const waiting = pending.about.get(eventId) ?? []
    const edits = editsOf(event, about)
    const content = waiting.findLast(({ kind }) => kind === 'edit')?.newContent ?? newestContentOf(event, about)
    const body = bodyOf(event, content, creator, nameOf)
    if (!body) return null
    return {
      key: event.txnId ?? eventId,
      eventId,
      sender,
      senderName: nameOf(sender),
      at,
      isOwn: sender === ownId,
      isEncrypted: event.encrypted,
      body,
      reply: null,
      cover: event.encrypted && !event.isRedacted ? coverOf(event.content) : null,
      mentions: mentionsOf(content),
      urgent: event.encrypted ? urgentOf(event.content) : null,
      versions: event.isRedacted ? null : versionsOf(event, edits),
      reactions: event.isRedacted ? [] : reactionsOf(about.reactions, waiting, ownId),
      pending: mostPressing(waiting),
      send: sendOf(event, body),
    }
  }
  const echoOf = (entry: OutboxEntry): TimelineItem => {
    const eventId = taken.get(entry.txnId) ?? null
    return {
      key: entry.txnId,
      eventId,
      sender: ownId,
      senderName: nameOf(ownId),
      at: entry.queuedAt,
      isOwn: true,
      isEncrypted: true,
      body: bodyOfEntry(entry),
      reply: null,
      cover: coverOf(entry.content),
      mentions: mentionsOf(entry.content),
      urgent: urgentOf(entry.content),
      versions: null,
      reactions: [],
      pending: null,
      send: { state: eventId ? 'sent' : entry.state, readBy: [], arrivedAt: [], error: entry.error },
    }
  }

  const items = events.flatMap((event): { item: TimelineItem; replyTo: EventId | null }[] => {
    const item = itemOf(event)
    return item ? [{ item, replyTo: answeredBy(event) }] : []
  })
  const echoes = pending.others.map((entry) => ({ item: echoOf(entry), replyTo: replyOfEntry(entry) }))
  const all = [...items, ...echoes]
  const byId = new Map(all.map(({ item }) => [item.eventId, item]))
  const replyOf = (eventId: EventId): Reply => {
    const { sender, senderName, isEncrypted, body } = byId.get(eventId) ?? {}
    const quoted: Quoted | null =
      sender && body && senderName !== undefined && isEncrypted !== undefined
        ? { sender, senderName, isEncrypted, body }
        : null
    return { eventId, quoted }
  }
  return all.map(({ item, replyTo }) => (replyTo ? { ...item, reply: replyOf(replyTo) } : item))
}
