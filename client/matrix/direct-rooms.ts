import type { MatrixClient, Room } from 'matrix-js-sdk'
import * as v from 'valibot'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** `m.direct`: which rooms are conversations with whom, as the person's clients agreed. */
export type DirectRooms = Readonly<Record<string, readonly string[]>>

const directContent = v.record(v.string(), v.unknown())
const roomList = v.fallback(v.array(v.string()), [])

export const readDirectRooms = (content: unknown): DirectRooms => {
  const parsed = v.safeParse(directContent, content)
  if (!parsed.success) return {}
  return Object.fromEntries(Object.entries(parsed.output).map(([userId, rooms]) => [userId, v.parse(roomList, rooms)]))
}

export const directRoomsOf = (client: Pick<MatrixClient, 'getAccountData'>): DirectRooms =>
  readDirectRooms(client.getAccountData('m.direct' as never)?.getContent())

/** With whom a room is direct, by the list; null when it is not on it. */
export const listedPerson = (direct: DirectRooms, roomId: string): UserId | null => {
  const entry = Object.entries(direct).find(([, rooms]) => rooms.includes(roomId))
  return entry ? (entry[0] as UserId) : null
}

/** Who invited us to talk in private: the list is written later, and other clients may not write it. */
export const directInviter = (room: Room, ownId: string): UserId | null => {
  const own = room.currentState.getStateEvents('m.room.member', ownId)
  const isInvited = own?.getContent()['membership'] === 'invite'
  const invitation = isInvited ? own?.getContent() : own?.getPrevContent()
  const inviter = isInvited
    ? own?.getSender()
    : (own?.getUnsigned() as { prev_sender?: string } | undefined)?.prev_sender
  return invitation?.['is_direct'] === true && inviter && inviter !== ownId ? (inviter as UserId) : null
}

export const addedTo = (direct: DirectRooms, userId: UserId, roomId: RoomId): DirectRooms => ({
  ...direct,
  [userId]: [...new Set([...(direct[userId] ?? []), roomId])],
})
