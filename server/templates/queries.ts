import { eq } from 'drizzle-orm'
import type { QuestionnaireOutput, ReportTemplatesOutput } from '#shared/templates/api.ts'
import type { Questionnaire } from '#shared/templates/questionnaire.ts'
import type { Database } from '../db/open-database.ts'
import { questionnaires, reportTemplates } from './tables.ts'

export const findQuestionnaire = (db: Database, serviceId: string): QuestionnaireOutput => {
  const row = db.select().from(questionnaires).where(eq(questionnaires.serviceId, serviceId)).get()
  return { questionnaire: row?.content ?? null, version: row?.version ?? 0 }
}

export const saveQuestionnaire = (
  db: Database,
  serviceId: string,
  version: number,
  content: Questionnaire | null,
): void => {
  const row = { serviceId, version, content }
  db.insert(questionnaires).values(row).onConflictDoUpdate({ target: questionnaires.serviceId, set: row }).run()
}

export const findReportTemplates = (db: Database, serviceId: string): ReportTemplatesOutput => {
  const row = db.select().from(reportTemplates).where(eq(reportTemplates.serviceId, serviceId)).get()
  return { templates: row?.content ?? [], version: row?.version ?? 0 }
}

export const saveReportTemplates = (
  db: Database,
  serviceId: string,
  { templates: content, version }: ReportTemplatesOutput,
): void => {
  const row = { serviceId, version, content }
  db.insert(reportTemplates).values(row).onConflictDoUpdate({ target: reportTemplates.serviceId, set: row }).run()
}
