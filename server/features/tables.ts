import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Feature } from '#shared/features/feature.ts'

/** What the admin has decided; what has no row is on for everybody. */
export const featureSettings = sqliteTable('feature_settings', {
  feature: text('feature').$type<Feature>().primaryKey(),
  isOn: integer('is_on', { mode: 'boolean' }).notNull(),
  /** Departments that have it the other way round. */
  exceptIn: text('except_in', { mode: 'json' }).$type<string[]>().notNull(),
})
