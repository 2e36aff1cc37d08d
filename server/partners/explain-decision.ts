import type { ServerName } from '#shared/matrix/ids.ts'
import { type Decision, type DecisionInput, decide } from '#shared/partners/decision.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import { configOfDefault, isServerExcepted } from '#shared/permissions/permission-config.ts'
import type { Context } from '../context.ts'
import { fetchListOf } from '../federation-list/fetch-list.ts'
import { ruleByList } from '../federation-list/refresh-list.ts'
import { readPermissionDefault } from '../permissions/queries.ts'
import { findPartner } from './queries.ts'

/** Which rule lets something pass between the clinics, or stops it, by what holds now. */
export const explainDecision = async (
  context: Context,
  { serverName, service, direction }: DecisionInput,
): Promise<Decision> => {
  const server = serverName.toLowerCase() as ServerName
  const list = await ruleByList(context, fetchListOf(context), server)
  const row = findPartner(context.db, server)
  const permissions = configOfDefault(readPermissionDefault(context.db), context.config.clinic.serverName)
  const isWelcome = (permissions.defaultSetting === 'allow all') !== isServerExcepted(permissions, server)
  const limits = { limits: row?.limits ?? null, theirLimits: row?.theirLimits ?? null }
  return decide({
    list,
    limits,
    now: context.now(),
    status: row && statusOf(row).status,
    service,
    direction,
    isWelcome,
  })
}
