import type { Refusal } from '#shared/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { RotaSettings } from '#shared/rota/api.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { openToPlan } from './department.ts'
import { saveSettings } from './queries.ts'

/** How a department plans, and its templates; all of it anew. */
export const changeSettings = (
  { db, log, now }: Pick<Context, 'db' | 'log' | 'now'>,
  caller: Person,
  serviceId: string,
  settings: RotaSettings,
): Result<RotaSettings, Refusal> => {
  const changed = transaction(db, (tx): Result<RotaSettings, Refusal> => {
    const opened = openToPlan(tx, caller, serviceId)
    if (!opened.ok) return opened
    saveSettings(tx, serviceId, settings)
    const role = caller.isClinicAdmin ? { role: 'admin' as const } : {}
    recordAccess(tx, now(), {
      action: 'directory-changed',
      details: { who: caller.userId, ...role, code: 'rota-settings' },
    })
    return ok(settings)
  })
  if (changed.ok) log.info('rota-settings-changed')
  return changed
}
