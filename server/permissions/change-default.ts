import type { Refusal } from '#shared/errors.ts'
import type { PermissionDefault } from '#shared/permissions/permission-config.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { applyPolicy } from '../partners/apply-policy.ts'
import { readPermissionDefault, savePermissionDefault } from './queries.ts'

/** The admin decides whom accounts let in that have decided nothing; Synapse's module learns it with the policy. */
export const changePermissionDefault = async (
  context: Pick<Context, 'db' | 'gateway' | 'log' | 'now'>,
  content: PermissionDefault,
): Promise<Result<PermissionDefault, Refusal>> => {
  savePermissionDefault(context.db, content)
  context.log.info('permission-default-changed')
  // What the gateway does not take now, it gets with the next reconciliation.
  await applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
  return ok(readPermissionDefault(context.db))
}
