import { hasPart, isOnDuty, move } from '#shared/duty/roster.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { EventListener } from '../matrix/take-transaction.ts'
import { lookAfterLeaving } from './end-duty-of-deactivated.ts'
import { findConversation, recordAnswered, recordAsked } from './queries.ts'
import { dutyLock, settleConversation, settleRole } from './settle-conversation.ts'

/** Sees that somebody has said something, never what: who waits, who has answered, and that a closed one goes on. */
export const followDutyRoom: EventListener = async (context, { type, room_id, sender, state_key, content }) => {
  const row = findConversation(context.db, room_id)
  if (!row) return
  const { roster, serviceId } = row
  if (type === eventTypes.encrypted) {
    if (sender !== roster.asker) {
      if (hasPart(roster, sender)) recordAnswered(context.db, room_id, context.now())
      return
    }
    recordAsked(context.db, room_id, context.now())
    if (roster.status === 'closed')
      await settleConversation(context, dutyLock, room_id, (now) => move(now, { to: 'open' }, sender, context.now()))
    return
  }
  const hasLeft = type === eventTypes.member && content['membership'] === 'leave' && sender === state_key
  if (!hasLeft || !isOnDuty(roster, sender as UserId)) return
  if (await lookAfterLeaving(context, serviceId, sender)) await settleRole(context, dutyLock, serviceId)
}
