import { ok } from '#shared/result.ts'
import { hearEvent } from '#shared/urgent/alert.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import type { MatrixEvent } from '../matrix/take-transaction.ts'
import { ownAlert } from './alert-of-room.ts'
import { changeAlert, type UrgentContext } from './change-alert.ts'
import { heardEvent } from './heard-events.ts'
import { findAlert, recordAlert } from './queries.ts'

/**
 * Follows the rooms of our alerts: the sender's encrypted message starts one and its deletion withdraws it, an encrypted
 * event that refers to it confirms it. So a confirmation is one act of the person, the very event that proves it to the sender, and counts
 * also when it waited in an outbox, or we were away.
 */
export const followAlert =
  (lock: RoomLock = roomLock) =>
  async (context: UrgentContext, event: MatrixEvent): Promise<void> => {
    const { db, homeserver, now } = context
    const alert = ownAlert(event, homeserver.serviceAccount)
    if (alert) return recordAlert(db, event.room_id, alert)
    const heard = heardEvent(event.room_id, event, now())
    const row = heard && findAlert(db, event.room_id)
    if (!row) return
    if (hearEvent(row.alert, heard) === row.alert) return
    await changeAlert(context, lock, event.room_id, (current) => ok(hearEvent(current, heard)))
  }
