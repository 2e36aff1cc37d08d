import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { type Delivered, hasArrived } from './delivered.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import type { OutboxEntry, TimelineItem } from './types.ts'

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

type Body = TimelineItem['body']
type Notice = Extract<Body, { kind: 'notice' }>['notice']

/** Text-like message types of the specification; other clients also send files and places. */
const textKinds: readonly unknown[] = ['m.text', 'm.notice', 'm.emote']

const readText = (content: Record<string, unknown>): string | null =>
  textKinds.includes(content['msgtype']) && typeof content['body'] === 'string' ? content['body'] : null

const noticeOf = (event: EventSnapshot, creator: UserId | null): Notice | null => {
  const before = event.previous['membership']
  switch (event.content['membership']) {
    case 'join':
      // A change of name is a membership event too, and who made the room is said already.
      return before === 'join' || (before === undefined && event.sender === creator) ? null : 'joined'
    case 'invite':
      return before === 'invite' ? null : 'invited'
    case 'leave':
      return event.stateKey === event.sender ? 'left' : 'removed'
    case 'ban':
      return 'removed'
    default:
      return null
  }
}

const isOurs = (type: string) => type.startsWith('app.consilium.')

/** What a person sees of an event; null when nothing. */
const bodyOf = (event: EventSnapshot, creator: UserId | null, nameOf: TimelineParts['nameOf']): Body | null => {
  if (event.stateKey !== null) {
    const subject = (event.type === eventTypes.create ? event.sender : event.stateKey) as UserId
    const notice =
      event.type === eventTypes.create ? 'created' : event.type === eventTypes.member ? noticeOf(event, creator) : null
    return notice && { kind: 'notice', notice, subject, subjectName: nameOf(subject) }
  }
  if (event.isRedacted)
    return [eventTypes.message, eventTypes.encrypted].some((type) => type === event.type) || isOurs(event.type)
      ? { kind: 'redacted' }
      : null
  if (event.unreadable === 'pending') return null
  if (event.unreadable) return { kind: 'undecryptable', reason: event.unreadable }
  if (event.isReplacement) return null
  if (event.type === eventTypes.message) {
    const text = readText(event.content)
    return text === null ? { kind: 'event', type: event.type, content: event.content } : { kind: 'text', text }
  }
  return isOurs(event.type) ? { kind: 'event', type: event.type, content: event.content } : null
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

const echoOf = (entry: OutboxEntry, { taken, ownId, nameOf }: TimelineParts): TimelineItem => {
  const eventId = taken.get(entry.txnId) ?? null
  const text = entry.type === eventTypes.message ? readText(entry.content) : null
  return {
    key: entry.txnId,
    eventId,
    sender: ownId,
    senderName: nameOf(ownId),
    at: entry.queuedAt,
    isOwn: true,
    isEncrypted: true,
    body: text === null ? { kind: 'event', type: entry.type, content: entry.content } : { kind: 'text', text },
    send: { state: eventId ? 'sent' : entry.state, readBy: [], error: entry.error },
  }
}

/** What a person sees of a room, oldest first; what is not sent yet stands at the end. */
export const timelineOf = (parts: TimelineParts): TimelineItem[] => {
  const { events, outbox, taken, ownId, nameOf, delivered, otherServers } = parts
  const creator = events.find(({ type, stateKey }) => type === eventTypes.create && stateKey === '')?.sender ?? null
  const readers = readersOf(parts)

  const sendOf = (event: EventSnapshot, body: Body): TimelineItem['send'] => {
    if (event.sender !== ownId || body.kind === 'notice' || body.kind === 'redacted') return null
    const readBy = readers.get(event.eventId) ?? []
    const isDelivered = otherServers !== null && hasArrived(delivered, event.eventId, otherServers)
    return { state: readBy.length > 0 ? 'read' : isDelivered ? 'delivered' : 'sent', readBy, error: null }
  }
  const items = events.flatMap((event): TimelineItem[] => {
    const body = bodyOf(event, creator, nameOf)
    if (!body) return []
    const { eventId, sender, at } = event
    return [
      {
        key: event.txnId ?? eventId,
        eventId,
        sender,
        senderName: nameOf(sender),
        at,
        isOwn: sender === ownId,
        isEncrypted: event.encrypted,
        body,
        send: sendOf(event, body),
      },
    ]
  })

  const arrived = new Set<string>(events.flatMap(({ eventId, txnId }) => (txnId ? [eventId, txnId] : [eventId])))
  const isUnderWay = ({ txnId }: OutboxEntry) => !arrived.has(txnId) && !arrived.has(taken.get(txnId) ?? '')
  return [...items, ...outbox.filter(isUnderWay).map((entry) => echoOf(entry, parts))]
}
