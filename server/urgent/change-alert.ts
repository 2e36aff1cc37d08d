import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { newlyCalled } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import type { Context } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertPeople } from '../notifications/alert-people.ts'
import { alertOfRoom } from './alert-of-room.ts'
import { inviteCalled } from './invite-called.ts'
import { hasNewPeople, recordAlert } from './queries.ts'

export type UrgentContext = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>

/**
 * Moves an alert of our own clinic, one at a time per room. What the room says is read anew each time, so that a crash
 * after writing to it is healed by the next change.
 */
export const changeAlert = (
  context: UrgentContext,
  lock: RoomLock,
  roomId: RoomId,
  decide: (alert: Alert) => Result<Alert, Refusal>,
): Promise<Result<Alert, Refusal>> =>
  lock(roomId, async () => {
    const { db, homeserver, log } = context
    const before = alertOfRoom(await homeserver.state(roomId), homeserver.serviceAccount)
    if (!before) return refused({ code: 'not-found' })

    const decided = decide(before)
    const alert = decided.ok ? decided.value : before
    if (alert !== before) await homeserver.sendState(roomId, eventTypes.urgentAlert, '', alert)

    recordAlert(db, roomId, alert)

    // What fails here is tried again by the timer.
    if (hasNewPeople(before, alert)) await inviteCalled(context, lock, roomId)

    if (alert !== before) {
      const userIds = newlyCalled(before, alert)
      if (userIds.length > 0) alertPeople(context, { roomId, priority: alert.priority, userIds })
      log.info('urgent-moved', { roomId, status: alert.status, priority: alert.priority, count: alert.step + 1 })
    }
    return decided.ok ? ok(alert) : decided
  })
