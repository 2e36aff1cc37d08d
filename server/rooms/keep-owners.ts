import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { findClosing } from '../admin/queries.ts'
import type { EventListener } from '../matrix/take-transaction.ts'
import { handOnLeftRoom } from './hand-on-rooms.ts'

/**
 * A group whose only owner leaves goes to somebody who is still there, by whichever Matrix client it was left: ours hands
 * it on before, others leave it to nobody.
 */
export const keepOwners = (): EventListener => {
  // To give a room, who has left it comes back and leaves again: where that was in vain, it would be so without end.
  const inVain = new Set<string>()
  return async (context, { type, room_id, state_key, content }) => {
    if (type !== eventTypes.member || content['membership'] !== 'leave' || !state_key) return
    const leaving = state_key as UserId
    if (serverOf(leaving) !== context.config.clinic.serverName) return
    // Of an account that is being closed they are handed on before it leaves.
    if (findClosing(context.db, leaving)?.isDone === false) return
    const key = `${room_id} ${leaving}`
    if (inVain.delete(key)) return
    if ((await handOnLeftRoom(context, room_id, leaving)) !== 'in-vain') return
    inVain.add(key)
    context.log.warn('rooms-not-handed-on', { count: 1 })
  }
}
