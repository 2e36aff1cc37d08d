import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { moveAlert } from '#shared/urgent/alert.ts'
import type { MovedAlert } from '#shared/urgent/api.ts'
import type { Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { changeAlert, type UrgentContext } from './change-alert.ts'

/** The sender needs nobody any more. Withdrawing twice is the same as once. */
export const cancelAlert = async (
  context: UrgentContext,
  lock: RoomLock,
  { userId }: Person,
  roomId: RoomId,
): Promise<Result<MovedAlert, Refusal>> => {
  const moved = await changeAlert(context, lock, roomId, (alert) =>
    alert.status === 'cancelled' && alert.requester === userId
      ? ok(alert)
      : moveAlert(alert, { to: 'cancelled' }, { kind: 'person', userId }, context.now()),
  )
  return moved.ok ? ok({ roomId, alert: moved.value }) : moved
}
