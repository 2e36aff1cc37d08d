import { foldedText, searchWords } from '#shared/directory/search-text.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { RoomSummary } from '../../matrix/types.ts'

/** Consults have a worklist of their own; an alert stands with the message that it is about. */
export const isConversation = ({ kind }: Pick<RoomSummary, 'kind'>) => kind !== 'consult' && kind !== 'urgent'

export const invitationsOf = (rooms: readonly RoomSummary[]): RoomSummary[] =>
  rooms.filter((room) => isConversation(room) && room.membership === 'invite').sort(byActivity)

/** Newest first; of the same moment, always in the same order. */
const byActivity = (a: RoomSummary, b: RoomSummary) => b.lastActivity - a.lastActivity || (a.roomId < b.roomId ? -1 : 1)

/** The conversations that match what somebody typed, by name, clinic or the newest words. */
export const conversationsOf = (
  rooms: readonly RoomSummary[],
  typed: string,
  clinicName: (server: ServerName) => string,
): RoomSummary[] => {
  const words = searchWords(typed)
  return rooms
    .filter((room) => isConversation(room) && room.membership === 'join')
    .filter((room) => {
      if (words.length === 0) return true
      const text = foldedText([room.name, ...room.servers.map(clinicName), room.preview ?? ''])
      return words.every((word) => text.includes(` ${word}`))
    })
    .sort(byActivity)
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
