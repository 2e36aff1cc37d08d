import { coverOf } from '#shared/matrix/cover-content.ts'
import { eventTypes, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { urgentOf } from '#shared/urgent/message.ts'
import { type Delivered, hasArrived } from './delivered.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { bodyOf, mentionsOf, messageBodyOf, roleOf } from './message-body.ts'
import type { PendingEntry } from './pending.ts'
import { editsOf, newContentOf, newestContentOf, relatedTo } from './relations.ts'
import type { MessageBody, OutboxEntry, Pending, Reaction, TimelineItem, Version } from './types.ts'

/** What is known around an event, for the item that it becomes. */
export type Around = {
  ownId: UserId
  nameOf(userId: UserId): string
  delivered: Delivered
  otherServers: readonly ServerName[] | null
  creator: UserId | null
  /** Edits of it and reactions to it, oldest first. */
  related: readonly EventSnapshot[]
  /** What we have not sent yet about it. */
  waiting: readonly PendingEntry[]
  readBy: UserId[]
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

export const replyOfEntry = ({ content }: OutboxEntry): EventId | null => {
  const relation = content['m.relates_to'] as { 'm.in_reply_to'?: { event_id?: EventId } } | undefined
  return relation?.['m.in_reply_to']?.event_id ?? null
}

/** What a thread is for other clients is an answer for us. */
export const answeredBy = ({ relation }: EventSnapshot): EventId | null => {
  if (!relation) return null
  return relation.replyTo ?? (relation.type === relationTypes.thread ? relation.eventId : null)
}

const sendOf = (event: EventSnapshot, body: MessageBody, around: Around): TimelineItem['send'] => {
  const { ownId, readBy, delivered, otherServers } = around
  if (event.sender !== ownId || body.kind === 'notice' || body.kind === 'roster' || body.kind === 'redacted')
    return null
  const isDelivered = otherServers !== null && hasArrived(delivered, event.eventId, otherServers)
  const arrivedAt = [...(delivered.get(event.eventId) ?? [])]
  return { state: readBy.length > 0 ? 'read' : isDelivered ? 'delivered' : 'sent', readBy, arrivedAt, error: null }
}

/** What a person sees of an event; null when nothing. What it answers is put in later. */
export const itemOf = (event: EventSnapshot, around: Around): TimelineItem | null => {
  const { eventId, sender, at } = event
  const { ownId, nameOf, creator, waiting } = around
  const related = relatedTo(around.related).get(eventId)
  const edits = editsOf(event, related)
  const content = waiting.findLast(({ kind }) => kind === 'edit')?.newContent ?? newestContentOf(event, related)
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
    role: event.encrypted ? roleOf(event.content) : null,
    urgent: event.encrypted ? urgentOf(event.content) : null,
    versions: event.isRedacted ? null : versionsOf(event, edits),
    reactions: event.isRedacted ? [] : reactionsOf(related?.reactions ?? [], waiting, ownId),
    pending: mostPressing(waiting),
    send: sendOf(event, body, around),
  }
}

/** What a person sees of an entry of the outbox. */
export const echoOf = (
  entry: OutboxEntry,
  eventId: EventId | null,
  { ownId, nameOf }: Pick<Around, 'ownId' | 'nameOf'>,
): TimelineItem => ({
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
  role: roleOf(entry.content),
  urgent: urgentOf(entry.content),
  versions: null,
  reactions: [],
  pending: null,
  send: { state: eventId ? 'sent' : entry.state, readBy: [], arrivedAt: [], error: entry.error },
})

/** The item with what it answers; `quoted` is null while that is not loaded. */
export const withReply = (item: TimelineItem, eventId: EventId, answered: TimelineItem | null): TimelineItem => {
  const quoted = answered && {
    sender: answered.sender,
    senderName: answered.senderName,
    at: answered.at,
    isEncrypted: answered.isEncrypted,
    body: answered.body,
  }
  return { ...item, reply: { eventId, quoted } }
}
