import { type Accessor, createMemo } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'

/** The room in which the call with guests of a conversation is; null while there is none. */
export const createGuestCallOf = (session: Session, conversation: Accessor<RoomId>): Accessor<RoomId | null> =>
  createMemo(() => {
    const rooms = session.rooms().filter(({ kind, membership }) => kind === 'guest-call' && membership === 'join')
    return rooms.find(({ roomId }) => session.rtc(roomId).conversation() === conversation())?.roomId ?? null
  })
