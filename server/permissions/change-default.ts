import type { Refusal } from '#shared/errors.ts'
import type { PermissionDefault } from '#shared/permissions/permission-config.ts'
import { ok, type Result } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { applyPolicy } from '../partners/apply-policy.ts'
import { readPermissionDefault, savePermissionDefault } from './queries.ts'

/** The admin decides whom accounts let in that have decided nothing; Synapse's module learns it with the policy. */
export const changePermissionDefault = async (
  context: Pick<Context, 'db' | 'gateway' | 'log' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  content: PermissionDefault,
): Promise<Result<PermissionDefault, Refusal>> => {
  transaction(context.db, (tx) => {
    savePermissionDefault(tx, content)
    recordAccess(tx, context.now(), { action: 'permissions-changed', details: { who, role: 'admin' } })
  })
  context.log.info('permission-default-changed')
  // What the gateway does not take now, it gets with the next reconciliation.
  await applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
  return ok(readPermissionDefault(context.db))
}
