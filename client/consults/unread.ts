import { type Accessor, createMemo } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { heardCount } from '../matrix/heard.ts'
import { useSession } from '../matrix/session-context.tsx'

/** How much is unread in the conversation of each consult, as far as the person wants to hear of it. */
export const createUnread = (): Accessor<ReadonlyMap<RoomId, number>> => {
  const session = useSession()
  return createMemo(() => {
    const consults = session.rooms().filter(({ kind, membership }) => kind === 'consult' && membership === 'join')
    return new Map(consults.map((room) => [room.roomId, heardCount(room)]))
  })
}
