import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PermissionDefault } from '#shared/permissions/permission-config.ts'

/** One row, once the admin has decided. */
export const permissionDefaults = sqliteTable('permission_defaults', {
  id: integer('id').primaryKey(),
  content: text('content', { mode: 'json' }).$type<PermissionDefault>().notNull(),
})
