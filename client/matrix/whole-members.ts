import type { Room } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { isServiceRoom } from './service-rooms.ts'

type Members = Pick<
  Room,
  'getMyMembership' | 'getType' | 'getMembers' | 'getInvitedAndJoinedMemberCount' | 'loadMembersIfNeeded'
>

export type WholeMembers = {
  /** Somebody looks at the room. */
  want(roomId: string): void
  /** Something has happened in the room: what could not be asked before is asked again. */
  again(roomId: string): void
}

const present: readonly string[] = ['join', 'invite']
/** At the same time: people's own requests come first. */
const atOnce = 2

const hasAll = (room: Members): boolean =>
  room.getMembers().filter(({ membership }) => present.includes(membership ?? '')).length >=
  room.getInvitedAndJoinedMemberCount()

const isMissing = (room: Members): boolean => {
  if (room.getMyMembership() !== 'join') return false
  const type = room.getType()
  // Nobody of another clinic can be in it.
  if (type === eventTypes.departmentRoom) return false
  // Whoever has just joined a consult is told neither all members nor how many there are.
  return isServiceRoom(type) || !hasAll(room)
}

/**
 * A large room names a few members only; all must be known to say which clinics take part, and whether one of them is
 * paused. Somebody may be in thousands of rooms, so that only those are asked for that are looked at.
 */
export const createWholeMembers = (
  roomOf: (roomId: string) => Members | null,
  onKnown: (roomId: string) => void,
): WholeMembers => {
  const wanted = new Set<string>()
  const asked = new Set<string>()
  const waiting: string[] = []
  let loading = 0

  const loadNext = () => {
    for (; loading < atOnce; loading += 1) {
      const roomId = waiting.shift()
      if (roomId === undefined) return
      const loads = roomOf(roomId)?.loadMembersIfNeeded() ?? Promise.resolve()
      void loads
        .then(() => onKnown(roomId))
        .catch(() => asked.delete(roomId))
        .finally(() => {
          loading -= 1
          loadNext()
        })
    }
  }
  const again = (roomId: string) => {
    const room = wanted.has(roomId) && !asked.has(roomId) ? roomOf(roomId) : null
    if (!room || !isMissing(room)) return
    asked.add(roomId)
    waiting.push(roomId)
    loadNext()
  }
  return {
    want(roomId) {
      wanted.add(roomId)
      again(roomId)
    },
    again,
  }
}
