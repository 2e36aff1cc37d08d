import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { ReportTemplatesInput, ReportTemplatesOutput } from '#shared/templates/api.ts'
import type { Context } from '../context.ts'
import { findService } from '../directory/queries.ts'
import { findReportTemplates, saveReportTemplates } from './queries.ts'

export const readReportTemplates = (
  { db }: Pick<Context, 'db'>,
  serviceId: string,
): Result<ReportTemplatesOutput, Refusal> =>
  findService(db, serviceId) ? ok(findReportTemplates(db, serviceId)) : refused({ code: 'not-found' })

/** What reports begin with from now on. Of two who change it at once, the second is told. */
export const changeReportTemplates = (
  { db }: Pick<Context, 'db'>,
  serviceId: string,
  { templates, expectedVersion }: ReportTemplatesInput,
): Result<ReportTemplatesOutput, Refusal> => {
  const known = readReportTemplates({ db }, serviceId)
  if (!known.ok) return known
  const { version } = known.value
  if (version !== expectedVersion) return refused({ code: 'race-lost', details: { version } })
  const changed = { templates, version: version + 1 }
  saveReportTemplates(db, serviceId, changed)
  return ok(changed)
}
