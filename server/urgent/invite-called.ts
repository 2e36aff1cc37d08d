import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { calledPeople } from '#shared/urgent/alert.ts'
import type { Context } from '../context.ts'
import { inviteMissing } from '../matrix/invite-missing.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertOfRoom } from './alert-of-room.ts'
import { recordInvited } from './queries.ts'

type InviteContext = Pick<Context, 'db' | 'homeserver' | 'log'>

/**
 * Invites everybody who may be called and has no invitation yet; returns whether all have one. The reason lets their
 * phones be silent: we wake those whose turn it is.
 */
export const inviteCalled = (context: InviteContext, lock: RoomLock, roomId: RoomId): Promise<boolean> =>
  // Two at once would invite those again who have come meanwhile, which Synapse refuses.
  lock(`${roomId} invitations`, () => inviteMissingOf(context, roomId))

const inviteMissingOf = async ({ db, homeserver, log }: InviteContext, roomId: RoomId): Promise<boolean> => {
  const state = await homeserver.state(roomId)
  const alert = alertOfRoom(state, homeserver.serviceAccount)
  if (!alert) return true
  const failed = await inviteMissing(homeserver, roomId, state, calledPeople(alert), eventTypes.urgentRoom)
  if (failed > 0) log.error('urgent-invite-failed', { roomId, count: failed })
  else recordInvited(db, roomId)
  return failed === 0
}
