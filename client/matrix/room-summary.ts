import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { readMedia } from '#shared/media/content.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { isMentioned } from './mentions.ts'
import { htmlOf } from './message-body.ts'
import { plainWords } from './plain-words.ts'
import { isAbout, newestContentOf, relatedTo } from './relations.ts'
import type { RoomMarks } from './room-marks.ts'
import type { Preview, RoomKind, RoomSummary, StructuredKind } from './types.ts'

/** What we keep of a room of the SDK to say what the list says. */
export type RoomFacts = {
  roomId: RoomId
  membership: 'join' | 'invite'
  roomType: string | null
  /** As the SDK names it: its name, or its members. */
  name: string
  consultLabel: string | null
  creator: UserId | null
  createdAt: number | null
  invitedBy: UserId | null
  directUserId: UserId | null
  /** Has left, or was removed; a large room does not name everybody at first. */
  isOtherGone: boolean
  /** Joined and invited ones that we know, ourselves included. */
  members: readonly { userId: UserId; name: string }[]
  /** The newest events that we have, oldest first. */
  events: readonly EventSnapshot[]
  /** What was said before these, as far as it was asked for. */
  earlier: readonly EventSnapshot[]
  ownReadUpTo: string | null
  /** What the homeserver counts, for when our own events do not reach back to what was read. */
  serverUnreadCount: number
  /** When nothing has happened yet: since when we know of it. */
  since: number
  marks: RoomMarks
  mayCallEverybody(userId: UserId): boolean
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

/** That somebody exported the conversation, deleted a file, drew on a picture, plans a call or invites a guest has no words. */
const wordless: ReadonlySet<string> = new Set([
  eventTypes.roomExport,
  eventTypes.caseFileDeletion,
  eventTypes.imageAnnotation,
  eventTypes.callPlan,
  eventTypes.callGuestLink,
])

/** What has a form of its own, and where its words stand. */
const structured: Readonly<Record<string, { kind: StructuredKind; words: string | null }>> = {
  [eventTypes.dutyHandover]: { kind: 'handover', words: 'note' },
  [eventTypes.consultRequest]: { kind: 'request', words: null },
  [eventTypes.consultReport]: { kind: 'report', words: null },
  [eventTypes.consultQuestion]: { kind: 'question', words: 'question' },
}

const structuredPreview = ({ type, content, encrypted }: EventSnapshot): Preview | null => {
  const form = structured[type]
  if (!form || !encrypted) return null
  const said = form.words === null ? null : content[form.words]
  return { kind: form.kind, text: typeof said === 'string' ? firstWords(said) : null }
}

type Reading = Pick<RoomFacts, 'events' | 'ownReadUpTo' | 'serverUnreadCount'>

/** Where the person has read up to, or has written since; -1 when that is not among these events. */
const readIndex = ({ events, ownReadUpTo }: Reading, ownId: UserId): number =>
  events.findLastIndex((event) => event.eventId === ownReadUpTo || (event.sender === ownId && isActivity(event)))

/** What others wrote after that. */
const unreadEvents = (reading: Reading, ownId: UserId): EventSnapshot[] =>
  reading.events.slice(readIndex(reading, ownId) + 1).filter((event) => isActivity(event) && event.sender !== ownId)

/** Before it, nothing can be unread. The SDK's own count is too high on a new device: it counts what it reads twice. */
const isOurComing =
  (ownId: UserId) =>
  ({ type, stateKey }: EventSnapshot): boolean =>
    type === eventTypes.create || (type === eventTypes.member && stateKey === ownId)

export const unreadCountOf = (reading: Reading, ownId: UserId): number => {
  const known = unreadEvents(reading, ownId).length
  if (readIndex(reading, ownId) !== -1 || reading.events.some(isOurComing(ownId))) return known
  // The homeserver cannot read what is encrypted and counts everything, but from when we came in: what was written to
  // somebody who is invited is unread too.
  return reading.ownReadUpTo === null ? Math.max(known, reading.serverUnreadCount) : reading.serverUnreadCount
}

const firstWords = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, previewLength)

const previewOf = (events: readonly EventSnapshot[]): Preview | null => {
  const event = events.findLast((one) => isActivity(one) && !wordless.has(one.type))
  if (!event || event.unreadable) return null
  if (event.type === eventTypes.caseFile) {
    const name = event.content['name']
    return typeof name === 'string' && event.encrypted ? { kind: 'file', name, caption: null, durationMs: null } : null
  }
  if (event.type !== eventTypes.message) return structuredPreview(event)
  const content = newestContentOf(event, relatedTo(events).get(event.eventId))
  const media = readMedia(content)
  if (media) {
    const { kind, name, caption, durationMs } = media
    return { kind, name: firstWords(name), caption: caption && firstWords(caption), durationMs }
  }
  const html = htmlOf(content)
  const body = typeof content['body'] === 'string' ? content['body'] : ''
  const text = firstWords(html === null ? body : plainWords(html))
  return text ? { kind: 'text', text } : null
}

/** Only of our own clinic's room: what comes of a partner's begins with its making, and skips what was said since. */
const isWholeBeginning = (ownId: UserId) => (event: EventSnapshot) =>
  event.type === eventTypes.create && serverOf(event.sender) === serverOf(ownId)

/** Whether what was last said can only be what was said before. */
export const isPreviewLacking = (
  { membership, events }: Pick<RoomFacts, 'membership' | 'events'>,
  ownId: UserId,
): boolean => membership === 'join' && !events.some(isActivity) && !events.some(isWholeBeginning(ownId))

const withEarlier = ({ earlier, events }: Pick<RoomFacts, 'earlier' | 'events'>): readonly EventSnapshot[] => {
  const deleted = new Set(
    events.flatMap(({ type, content }) => (type === eventTypes.redaction ? content['redacts'] : [])),
  )
  return [...earlier.filter(({ eventId }) => !deleted.has(eventId)), ...events]
}

const kindOf = ({ roomType, directUserId }: RoomFacts): RoomKind => {
  if (roomType === eventTypes.consultRoom) return 'consult'
  if (roomType === eventTypes.departmentRoom) return 'department'
  if (roomType === eventTypes.dutyRoom) return 'duty'
  if (roomType === eventTypes.urgentRoom) return 'urgent'
  if (roomType === eventTypes.guestCallRoom) return 'guest-call'
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
    consultLabel: facts.consultLabel,
    membership: facts.membership,
    invitedBy: facts.invitedBy,
    directUserId,
    creator: facts.creator,
    unreadCount: facts.membership === 'invite' ? 0 : unreadCountOf(facts, ownId),
    mentionCount: unreadEvents(facts, ownId).filter((event) => isMentioned(event, ownId, facts.mayCallEverybody))
      .length,
    // Told by the alerts' rooms: see `urgency.ts`.
    urgentCount: 0,
    ...facts.marks,
    hasOther: directUserId !== null && !facts.isOtherGone,
    createdAt: facts.createdAt,
    lastActivity: newest?.at ?? facts.since,
    preview: previewOf(isPreviewLacking(facts, ownId) ? withEarlier(facts) : facts.events),
    servers: [...new Set<ServerName>(people.map(serverOf))].sort(),
  }
}

/** Newest activity first; of the same moment, always in the same order. */
const byActivity = (a: RoomSummary, b: RoomSummary) => b.lastActivity - a.lastActivity || (a.roomId < b.roomId ? -1 : 1)

export const sortedSummaries = (summaries: Iterable<RoomSummary>): RoomSummary[] => [...summaries].sort(byActivity)

/** The list after some rooms have changed or gone, without sorting the thousands that have not. */
export const replacedInOrder = (
  sorted: readonly RoomSummary[],
  changed: ReadonlyMap<RoomId, RoomSummary | null>,
): RoomSummary[] => {
  const fresh = sortedSummaries([...changed.values()].filter((one) => one !== null))
  const merged: RoomSummary[] = []
  let next = 0
  for (const room of sorted) {
    if (changed.has(room.roomId)) continue
    for (let one = fresh[next]; one && byActivity(one, room) < 0; one = fresh[next]) {
      merged.push(one)
      next += 1
    }
    merged.push(room)
  }
  return [...merged, ...fresh.slice(next)]
}
