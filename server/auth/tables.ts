import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '#shared/matrix/ids.ts'

/** Who may do what beside their own work; admins are known by the homeserver. */
export const clinicRoles = sqliteTable(
  'clinic_roles',
  {
    userId: text('user_id').$type<UserId>().notNull(),
    role: text('role', { enum: ['lead', 'auditor', 'operator'] }).notNull(),
    /** Of a lead: the department; empty for the others. */
    serviceId: text('service_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.role, table.serviceId] })],
)
