import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { CallMember, Ring } from '../matrix/types.ts'

/** Somebody has waited long enough: the banner in the room stays. */
export const ringForMs = 60_000

/** `since` grows when they ring again. */
export type Ringing = { roomId: RoomId; caller: UserId; since: number; ring: Ring | null }

type Around = {
  ownId: UserId
  members: readonly CallMember[]
  rings: readonly Ring[]
  now: number
}

/**
 * Who calls from a room: whoever is in its call longest. Other MatrixRTC clients may begin a call without a ring, so
 * that being in it is enough; a ring lets one decline, and ring again.
 */
export const ringingOf = (roomId: RoomId, { ownId, members, rings, now }: Around): Ringing | null => {
  const [first] = members
  if (!first || members.some(({ userId }) => userId === ownId)) return null
  const ring =
    rings.findLast((one) => one.roomId === roomId && members.some(({ userId }) => userId === one.caller)) ?? null
  if (ring?.declinedBy.includes(ownId)) return null
  const since = Math.max(first.joinedAt, ring?.at ?? 0)
  return now - since < ringForMs ? { roomId, caller: ring?.caller ?? first.userId, since, ring } : null
}

export const newestRingOf = (roomId: RoomId, caller: UserId, rings: readonly Ring[]): Ring | undefined =>
  rings.findLast((one) => one.roomId === roomId && one.caller === caller)

/** What a caller is told of the ring that is theirs. */
export type OwnRing = { kind: 'ringing' } | { kind: 'declined'; by: readonly UserId[] } | { kind: 'unanswered' }

/** Null when we did not ring, or somebody came. */
export const ownRingOf = (
  roomId: RoomId,
  { ownId, rings, now, answered }: Pick<Around, 'ownId' | 'rings' | 'now'> & { answered: EventId | null },
): OwnRing | null => {
  const ring = newestRingOf(roomId, ownId, rings)
  if (!ring || ring.eventId === answered) return null
  if (ring.declinedBy.length > 0) return { kind: 'declined', by: ring.declinedBy }
  return now < ring.until ? { kind: 'ringing' } : { kind: 'unanswered' }
}
