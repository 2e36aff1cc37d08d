import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '#shared/matrix/ids.ts'

/** Which rooms may not be as the directory says. What the rooms are and who is in them, Synapse knows alone. */
export const departmentChanges = sqliteTable(
  'department_changes',
  {
    /** `directory_services.id`, or `wholeClinic`. */
    serviceId: text('service_id').notNull(),
    /** Whose membership changed, or `everybody`. */
    userId: text('user_id').$type<UserId | ''>().notNull(),
    /** Counted up with each further change, so that one that comes meanwhile is not taken for done. */
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.userId] })],
)
