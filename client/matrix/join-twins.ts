import { type Accessor, createEffect, onCleanup } from 'solid-js'
import { type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { sleep } from '../sleep.ts'
import type { RoomSummary, Session } from './types.ts'

/** Their server may still be at making the room, or not answer. */
const pausesMs = [1_000, 4_000, 15_000, 60_000]

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
  let isOver = false
  onCleanup(() => {
    isOver = true
  })

  /** Without success it stays an invitation, which the person can answer. */
  const join = async (roomId: RoomId, other: UserId) => {
    asked.add(roomId)
    for (const pauseMs of [0, ...pausesMs]) {
      await sleep(pauseMs)
      if (isOver) return
      const isIn = await joinRoom(roomId, [serverOf(other)]).then(
        () => true,
        () => false,
      )
      if (isIn) return
    }
  }
  createEffect(() => {
    if (!isLive()) return
    const direct = rooms().filter(({ kind }) => kind === 'direct')
    const ours = new Set(
      direct.filter((room) => room.membership === 'join' && room.hasOther).map((room) => room.directUserId),
    )
    for (const { roomId, membership, directUserId } of direct)
      if (membership === 'invite' && directUserId && ours.has(directUserId) && !asked.has(roomId))
        void join(roomId, directUserId)
  })
}
