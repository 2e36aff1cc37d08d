import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { type Alert, alertStatuses } from '#shared/urgent/alert-content.ts'

/** An index of the rooms of our own alerts, for their deadlines. The rooms are the truth; this can be thrown away. */
export const urgentAlerts = sqliteTable(
  'urgent_alerts',
  {
    roomId: text('room_id').$type<RoomId>().primaryKey(),
    alertId: text('alert_id').notNull(),
    requester: text('requester').$type<UserId>().notNull(),
    status: text('status', { enum: alertStatuses }).notNull(),
    version: integer('version').notNull(),
    /** Unix time in ms; null when the timer has nothing to do. */
    dueAt: integer('due_at'),
    /** Everybody who may be called has their invitation; until then it is tried again. */
    isInvited: integer('is_invited', { mode: 'boolean' }).notNull(),
    alert: text('alert', { mode: 'json' }).$type<Alert>().notNull(),
  },
  (table) => [
    index('urgent_alerts_due').on(table.dueAt),
    index('urgent_alerts_alert').on(table.requester, table.alertId),
  ],
)
