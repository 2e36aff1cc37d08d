import type { DutyConversation, DutyMoveInput } from '#shared/duty/api.ts'
import { move } from '#shared/duty/roster.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { type Result, refused } from '#shared/result.ts'
import type { Person } from '../context.ts'
import { findPerson } from '../directory/queries.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { findConversation } from './queries.ts'
import { type DutyContext, settleConversation } from './settle-conversation.ts'

/** Hands a conversation to a colleague of the department, keeps it, closes it or opens it again. */
export const moveConversation = async (
  context: DutyContext,
  lock: RoomLock,
  person: Pick<Person, 'userId'>,
  roomId: RoomId,
  input: DutyMoveInput,
): Promise<Result<DutyConversation, Refusal>> => {
  const row = findConversation(context.db, roomId)
  if (!row) return refused({ code: 'not-found' })
  if (input.to === 'handed' && findPerson(context.db, input.person)?.serviceId !== row.serviceId)
    return refused({ code: 'bad-input', details: { fields: 'person' } })
  return settleConversation(context, lock, roomId, (roster) => move(roster, input, person.userId, context.now()))
}
