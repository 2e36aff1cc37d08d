import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Questionnaire } from '#shared/templates/questionnaire.ts'
import type { ReportTemplate } from '#shared/templates/report-template.ts'

/** What the departments of this clinic ask of those who ask them. Questions only: answers travel encrypted. */
export const questionnaires = sqliteTable('questionnaires', {
  serviceId: text('service_id').primaryKey(),
  /** Never given twice, also after the questions were taken away. */
  version: integer('version').notNull(),
  content: text('content', { mode: 'json' }).$type<Questionnaire>(),
})

/** What the reports of the departments of this clinic begin with. */
export const reportTemplates = sqliteTable('report_templates', {
  serviceId: text('service_id').primaryKey(),
  version: integer('version').notNull(),
  content: text('content', { mode: 'json' }).$type<ReportTemplate[]>().notNull(),
})
