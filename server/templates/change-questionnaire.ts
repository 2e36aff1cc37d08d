import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { QuestionnaireInput, QuestionnaireOutput } from '#shared/templates/api.ts'
import { questionnaireOf, templateOf } from '#shared/templates/questionnaire.ts'
import type { Context } from '../context.ts'
import { findService } from '../directory/queries.ts'
import { findQuestionnaire, saveQuestionnaire } from './queries.ts'

/** What a department asks from now on. Of two who change it at once, the second is told. */
export const changeQuestionnaire = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  serviceId: string,
  { questionnaire, expectedVersion }: QuestionnaireInput,
): Result<QuestionnaireOutput, Refusal> => {
  if (!findService(db, serviceId)) return refused({ code: 'not-found' })
  const known = findQuestionnaire(db, serviceId)
  if (known.version !== expectedVersion) return refused({ code: 'race-lost', details: { version: known.version } })
  const version = known.version + 1
  const url = `https://${config.clinic.serverName}/fhir/Questionnaire/${serviceId}`
  // Written anew, so that only what our form shows is given to others.
  const content = questionnaire && questionnaireOf(templateOf(questionnaire), { url, version: String(version) })
  saveQuestionnaire(db, serviceId, version, content)
  return ok({ questionnaire: content, version })
}
