import type { Refusal } from '#shared/errors.ts'
import { type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { makeOwner } from './make-owner.ts'
import { kindIn, stateOf } from './read-room.ts'
import { isOfService, joinedIn } from './room-facts.ts'

/** Gives a room whose owner has left to another member of this clinic, who may change then who may do what. */
export const handOn = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  roomId: RoomId,
  whom: UserId,
): Promise<Result<{ userId: UserId }, Refusal>> => {
  const state = await stateOf(context, roomId)
  if (!state) return refused({ code: 'not-found' })
  if (isOfService(kindIn(state))) return refused({ code: 'room-kept', details: { reason: 'service' } })
  // Nobody is brought into a conversation that they have no part in.
  if (serverOf(whom) !== context.config.clinic.serverName || !joinedIn(state).includes(whom))
    return refused({ code: 'not-a-member' })
  if (!(await makeOwner(context, roomId, state, whom))) return refused({ code: 'no-own-owner' })
  recordAccess(context.db, context.now(), {
    action: 'room-changed',
    details: { who, role: 'admin', room: roomId, whom, code: 'handed-on' },
  })
  return ok({ userId: whom })
}
