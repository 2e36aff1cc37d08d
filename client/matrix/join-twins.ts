import { type Accessor, createEffect } from 'solid-js'
import { type RoomId, serverOf } from '#shared/matrix/ids.ts'
import type { RoomSummary, Session } from './types.ts'

/**
 * Whom we have asked to write with us, and who has asked us in the same moment, need not be answered: we want the same.
 * Only in both conversations do both of us see which one goes on. Runs until its owner ends.
 */
export const joinTwins = (
  rooms: Accessor<readonly RoomSummary[]>,
  joinRoom: Session['joinRoom'],
  isLive: Accessor<boolean>,
): void => {
  const asked = new Set<RoomId>()
  createEffect(() => {
    if (!isLive()) return
    const direct = rooms().filter(({ kind }) => kind === 'direct')
    const ours = new Set(
      direct.filter((room) => room.membership === 'join' && room.hasOther).map((room) => room.directUserId),
    )
    for (const { roomId, membership, directUserId } of direct) {
      if (membership !== 'invite' || !directUserId || !ours.has(directUserId) || asked.has(roomId)) continue
      asked.add(roomId)
      // Without success it stays an invitation, which the person can answer.
      joinRoom(roomId, [serverOf(directUserId)]).catch(() => {})
    }
  })
}
