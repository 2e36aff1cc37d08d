import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { calledPeople, dueAt } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import { recordedVersion } from '../audit/queries.ts'
import { recordAccess } from '../audit/record-access.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { accessesOf } from './accesses.ts'
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

/** Whether somebody has to be invited who has not been before. */
export const hasNewPeople = (before: Alert, after: Alert): boolean => {
  const known = calledPeople(before)
  return calledPeople(after).some((userId) => !known.includes(userId))
}

/** Keeps what a room says, and adds to the log what has happened since; an older version changes nothing. */
export const recordAlert = (db: Database, roomId: RoomId, alert: Alert): void =>
  transaction(db, (tx) => {
    const known = findAlert(tx, roomId)
    if (known && known.version >= alert.version) return
    const { alertId, requester, status, version } = alert
    const row = { alertId, requester, status, version, dueAt: dueAt(alert), alert }
    const invited = known && { isInvited: known.isInvited && !hasNewPeople(known.alert, alert) }
    tx.insert(urgentAlerts)
      .values({ roomId, isInvited: false, ...row })
      .onConflictDoUpdate({ target: urgentAlerts.roomId, set: { ...row, ...invited } })
      .run()
    // The index can be thrown away and is read again from the rooms; the log must not say everything twice.
    const recorded = recordedVersion(tx, roomId, ['urgent-changed'])
    // Alerts are our own service's, and so is their clock.
    const at = alert.changes.at(-1)?.at ?? alert.authoredOn
    for (const access of accessesOf(roomId, known?.alert ?? null, alert, recorded)) recordAccess(tx, at, access)
  })

export const recordInvited = (db: Database, roomId: RoomId): void => {
  db.update(urgentAlerts).set({ isInvited: true }).where(eq(urgentAlerts.roomId, roomId)).run()
}
