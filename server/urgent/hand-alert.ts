import type { Refusal } from '#shared/errors.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { isCalled, moveAlert } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import type { MovedAlert } from '#shared/urgent/api.ts'
import type { Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { changeAlert, type UrgentContext } from './change-alert.ts'

const isDone = (alert: Alert, from: UserId, to: UserId) =>
  isCalled(alert, to) &&
  alert.changes.some(({ change, by, person }) => change === 'handed' && by === from && person === to)

/** A colleague is called instead. Handing over twice is the same as once. */
export const handAlert = async (
  context: UrgentContext,
  lock: RoomLock,
  { userId }: Person,
  roomId: RoomId,
  person: UserId,
): Promise<Result<MovedAlert, Refusal>> => {
  const moved = await changeAlert(context, lock, roomId, (alert) =>
    isDone(alert, userId, person)
      ? ok(alert)
      : moveAlert(alert, { to: 'handed', person }, { kind: 'person', userId }, context.now()),
  )
  return moved.ok ? ok({ roomId, alert: moved.value }) : moved
}
