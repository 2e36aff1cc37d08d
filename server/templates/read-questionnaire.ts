import * as v from 'valibot'
import type { Refusal } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { type QuestionnaireOutput, questionnaireOutput } from '#shared/templates/api.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import type { Context } from '../context.ts'
import { findService } from '../directory/queries.ts'
import { refusalOf } from '../errors.ts'
import { includes } from '../partners/queries.ts'
import { findQuestionnaire } from './queries.ts'

const partnerTimeoutMs = 4_000

export const readOwnQuestionnaire = (
  { db }: Pick<Context, 'db'>,
  serviceId: string,
): Result<QuestionnaireOutput, Refusal> =>
  findService(db, serviceId) ? ok(findQuestionnaire(db, serviceId)) : refused({ code: 'not-found' })

/** What a department of the own clinic or of a partner asks. */
export const readQuestionnaire = async (
  context: Pick<Context, 'config' | 'db' | 'federation'>,
  serviceId: string,
  server: ServerName,
): Promise<Result<QuestionnaireOutput, Refusal>> => {
  const standing = standingOfServer(context, server)
  if (standing === 'own') return readOwnQuestionnaire(context, serviceId)
  if (standing !== 'partner') return refused({ code: standing })
  if (!includes(context.db, server, 'consults')) return refused({ code: 'partner-limited', details: { server } })
  const unreachable: Refusal = { code: 'partner-unreachable', details: { partner: server } }
  let answer: unknown
  try {
    const path = `/api/templates/questionnaires/${serviceId}`
    answer = await context.federation.callPartner(server, 'GET', path, undefined, partnerTimeoutMs)
  } catch (error) {
    return refused(refusalOf(error) ?? unreachable)
  }
  const parsed = v.safeParse(questionnaireOutput, answer)
  return parsed.success ? ok(parsed.output) : refused(unreachable)
}
