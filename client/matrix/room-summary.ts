import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { isAbout, newestContentOf, relatedTo } from './relations.ts'
import type { RoomKind, RoomSummary } from './types.ts'

/** What we keep of a room of the SDK to say what the list says. */
export type RoomFacts = {
  roomId: RoomId
  membership: 'join' | 'invite'
  roomType: string | null
  /** As the SDK names it: its name, or its members. */
  name: string
  creator: UserId | null
  invitedBy: UserId | null
  directUserId: UserId | null
  /** Joined and invited ones that we know, ourselves included. */
  members: readonly { userId: UserId; name: string }[]
  /** The newest events that we have, oldest first. */
  events: readonly EventSnapshot[]
  ownReadUpTo: string | null
  /** What the homeserver counts, for when our own events do not reach back to what was read. */
  serverUnreadCount: number
  /** When nothing has happened yet: since when we know of it. */
  since: number
}

const previewLength = 140

/** Whether a person would say that something happened: somebody wrote, asked, answered or sent a file. */
const isActivity = (event: EventSnapshot): boolean =>
  event.stateKey === null &&
  !event.isRedacted &&
  !isAbout(event) &&
  (event.type === eventTypes.message ||
    event.type === eventTypes.encrypted ||
    event.unreadable !== null ||
    event.type.startsWith('app.consilium.'))

export const unreadCountOf = (
  { events, ownReadUpTo, serverUnreadCount }: Pick<RoomFacts, 'events' | 'ownReadUpTo' | 'serverUnreadCount'>,
  ownId: UserId,
): number => {
  const readAt = events.findLastIndex(
    (event) => event.eventId === ownReadUpTo || (event.sender === ownId && isActivity(event)),
  )
  const known = events.slice(readAt + 1).filter((event) => isActivity(event) && event.sender !== ownId).length
  if (readAt !== -1) return known
  // The homeserver cannot read what is encrypted and counts everything, but from when we came in: what was written to
  // somebody who is invited is unread too.
  return ownReadUpTo === null ? Math.max(known, serverUnreadCount) : serverUnreadCount
}

const previewOf = (event: EventSnapshot | undefined, events: readonly EventSnapshot[]): string | null => {
  if (!event || event.unreadable || event.type !== eventTypes.message) return null
  const body = newestContentOf(event, relatedTo(events).get(event.eventId))['body']
  if (typeof body !== 'string') return null
  return body.replace(/\s+/g, ' ').trim().slice(0, previewLength) || null
}

const kindOf = ({ roomType, directUserId }: RoomFacts): RoomKind => {
  if (roomType === eventTypes.consultRoom) return 'consult'
  return directUserId ? 'direct' : 'group'
}

export const summaryOf = (facts: RoomFacts, ownId: UserId): RoomSummary => {
  const kind = kindOf(facts)
  const directUserId = kind === 'direct' ? facts.directUserId : null
  const other = facts.members.find(({ userId }) => userId === directUserId)
  const newest = facts.events.findLast(isActivity)
  const people = [...facts.members.map(({ userId }) => userId), ...(directUserId ? [directUserId] : [])]
  return {
    roomId: facts.roomId,
    kind,
    name: other?.name ?? facts.name,
    membership: facts.membership,
    invitedBy: facts.invitedBy,
    directUserId,
    creator: facts.creator,
    unreadCount: facts.membership === 'invite' ? 0 : unreadCountOf(facts, ownId),
    lastActivity: newest?.at ?? facts.since,
    preview: previewOf(newest, facts.events),
    servers: [...new Set<ServerName>(people.map(serverOf))].sort(),
  }
}

/** Newest activity first; of the same moment, always in the same order. */
export const sortedSummaries = (summaries: Iterable<RoomSummary>): RoomSummary[] =>
  [...summaries].sort((a, b) => b.lastActivity - a.lastActivity || (a.roomId < b.roomId ? -1 : 1))
