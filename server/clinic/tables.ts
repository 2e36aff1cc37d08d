import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CardContent } from '#shared/clinic/card.ts'

/** One row, once the admin has written something. */
export const clinicCards = sqliteTable('clinic_cards', {
  id: integer('id').primaryKey(),
  content: text('content', { mode: 'json' }).$type<CardContent>().notNull(),
})
