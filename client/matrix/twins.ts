import type { RoomId } from '#shared/matrix/ids.ts'
import type { RoomSummary } from './types.ts'

type Direct = Pick<RoomSummary, 'roomId' | 'kind' | 'directUserId' | 'hasOther' | 'createdAt' | 'membership'>

/** Older first; an invitation does not say how old its room is. Both people see the same once both are in. */
const byAge = (a: Direct, b: Direct) =>
  (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY) ||
  (a.roomId < b.roomId ? -1 : 1)

/**
 * Two people who write to each other for the first time in the same moment make a conversation each. Which one goes on
 * follows from the rooms alone, so that both choose the same: the one made first. Answers, for each of the others,
 * which one that is; the others keep what was written in them.
 */
export const twinsOf = (rooms: readonly Direct[]): ReadonlyMap<RoomId, RoomId> => {
  const direct = rooms.filter(({ kind, hasOther }) => kind === 'direct' && hasOther)
  const twins = new Map<RoomId, RoomId>()
  for (const same of Map.groupBy(direct, ({ directUserId }) => directUserId).values()) {
    if (same.length < 2) continue
    const [first, ...others] = same.toSorted(byAge)
    for (const { roomId } of others) if (first) twins.set(roomId, first.roomId)
  }
  return twins
}
