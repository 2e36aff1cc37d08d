import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { dueAt } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { urgentAlerts } from './tables.ts'

export type AlertRow = typeof urgentAlerts.$inferSelect

export const findAlert = (db: Database, roomId: RoomId): AlertRow | null =>
  db.select().from(urgentAlerts).where(eq(urgentAlerts.roomId, roomId)).get() ?? null

export const findByAlertId = (db: Database, requester: UserId, alertId: string): AlertRow | null =>
  db
    .select()
    .from(urgentAlerts)
    .where(and(eq(urgentAlerts.requester, requester), eq(urgentAlerts.alertId, alertId)))
    .get() ?? null

/** Those that the timer has to look at some time, the next one first. */
export const listWaiting = (db: Database): AlertRow[] =>
  db
    .select()
    .from(urgentAlerts)
    .where(
      or(
        isNotNull(urgentAlerts.dueAt),
        and(eq(urgentAlerts.isInvited, false), inArray(urgentAlerts.status, ['draft', 'requested'])),
      ),
    )
    .orderBy(asc(urgentAlerts.dueAt))
    .all()

export const listRoomIds = (db: Database): Set<RoomId> =>
  new Set(
    db
      .select({ roomId: urgentAlerts.roomId })
      .from(urgentAlerts)
      .all()
      .map(({ roomId }) => roomId),
  )

/** Keeps what a room says; an older version changes nothing. */
export const recordAlert = (db: Database, roomId: RoomId, alert: Alert): void =>
  transaction(db, (tx) => {
    const known = findAlert(tx, roomId)
    if (known && known.version >= alert.version) return
    const { alertId, requester, status, version } = alert
    const row = { alertId, requester, status, version, dueAt: dueAt(alert), alert }
    tx.insert(urgentAlerts)
      .values({ roomId, isInvited: false, ...row })
      .onConflictDoUpdate({ target: urgentAlerts.roomId, set: row })
      .run()
  })

export const recordInvited = (db: Database, roomId: RoomId): void => {
  db.update(urgentAlerts).set({ isInvited: true }).where(eq(urgentAlerts.roomId, roomId)).run()
}
