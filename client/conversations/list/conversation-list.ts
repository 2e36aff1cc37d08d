import { foldedText, searchWords } from '#shared/directory/search-text.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { isShelved } from '../../matrix/heard.ts'
import { standsAlone } from '../../matrix/room-kinds.ts'
import type { RoomSummary } from '../../matrix/types.ts'
import { previewWords } from './preview-text.ts'

/** Consults have a worklist of their own. */
export const isConversation = (room: Pick<RoomSummary, 'kind'>) => room.kind !== 'consult' && standsAlone(room)

/** `clinic`: what the service of the own clinic has put together in its space. */
export const filters = ['all', 'unread', 'urgent', 'people', 'groups', 'clinic', 'consults', 'archived'] as const
export type Filter = (typeof filters)[number]

/** What the list depends on beside the rooms. */
export type Around = {
  /** Rooms beside which another one with the same person goes on. */
  twins: ReadonlyMap<RoomId, RoomId>
  inSpace: ReadonlySet<RoomId>
  openId: RoomId | null
}

/** Newest first; of the same moment, always in the same order. */
const byActivity = (a: RoomSummary, b: RoomSummary) => b.lastActivity - a.lastActivity || (a.roomId < b.roomId ? -1 : 1)

/** What waits to be confirmed stands on top, then what is pinned. */
const byPlace = (a: RoomSummary, b: RoomSummary) =>
  Math.sign(b.urgentCount) - Math.sign(a.urgentCount) ||
  (a.pinnedAt ?? Number.POSITIVE_INFINITY) - (b.pinnedAt ?? Number.POSITIVE_INFINITY) ||
  byActivity(a, b)

export const invitationsOf = (rooms: readonly RoomSummary[]): RoomSummary[] =>
  // To what a duty calls to, the client goes by itself.
  rooms.filter((room) => isConversation(room) && room.kind !== 'duty' && room.membership === 'invite').sort(byActivity)

export const isUnread = ({ unreadCount, isMarkedUnread }: RoomSummary): boolean => unreadCount > 0 || isMarkedUnread

/** Of two conversations with one person the other one is shown while something in it was not read. */
const isHiddenTwin = (room: RoomSummary, { twins, openId }: Around) =>
  twins.has(room.roomId) && room.unreadCount === 0 && room.roomId !== openId

export const fits = (room: RoomSummary, filter: Filter, around: Around): boolean => {
  if (room.membership !== 'join' || isHiddenTwin(room, around)) return false
  // Among the messages consults are shown when asked for.
  if (!isConversation(room)) return room.kind === 'consult' && filter === 'consults'
  if (filter === 'archived') return isShelved(room)
  if (isShelved(room)) return false
  switch (filter) {
    case 'all':
      return true
    case 'unread':
      return isUnread(room)
    case 'urgent':
      return room.urgentCount > 0
    case 'people':
      return room.kind === 'direct'
    case 'groups':
      return room.kind !== 'direct'
    case 'clinic':
      return around.inSpace.has(room.roomId)
    case 'consults':
      return false
  }
}

/** Folding is the dear part of searching thousands of rooms, and a summary never changes. */
const texts = new WeakMap<RoomSummary, string>()
const textOf = (room: RoomSummary, clinicName: (server: ServerName) => string): string => {
  const known =
    texts.get(room) ?? foldedText([room.name, ...room.servers.map(clinicName), ...previewWords(room.preview)])
  texts.set(room, known)
  return known
}

/** The conversations to show, by name, clinic or the newest words. Whoever types searches what is put away, too. */
export const conversationsOf = (
  rooms: readonly RoomSummary[],
  { filter, typed }: { filter: Filter; typed: string },
  around: Around,
  clinicName: (server: ServerName) => string,
): RoomSummary[] => {
  const words = searchWords(typed)
  const isWanted = (room: RoomSummary) =>
    fits(room, filter, around) || (words.length > 0 && filter === 'all' && fits(room, 'archived', around))
  return rooms
    .filter(isWanted)
    .filter((room) => words.length === 0 || words.every((word) => textOf(room, clinicName).includes(` ${word}`)))
    .sort(byPlace)
}

/**
 * The order to show. While somebody points at the list, what they are about to press stays where it is: known rooms
 * keep their places and new ones come last.
 */
export const heldOrder = (shown: readonly RoomId[], wanted: readonly RoomId[], isHeld: boolean): RoomId[] => {
  if (!isHeld) return [...wanted]
  const known = new Set(shown)
  const there = new Set(wanted)
  return [...shown.filter((roomId) => there.has(roomId)), ...wanted.filter((roomId) => !known.has(roomId))]
}
