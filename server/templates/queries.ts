import { eq } from 'drizzle-orm'
import type { QuestionnaireOutput } from '#shared/templates/api.ts'
import type { Questionnaire } from '#shared/templates/questionnaire.ts'
import type { Database } from '../db/open-database.ts'
import { questionnaires } from './tables.ts'

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
