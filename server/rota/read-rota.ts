import type { Refusal } from '#shared/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { RotaOutput, RotaQuery } from '#shared/rota/api.ts'
import { type Gap, gapsOf, lookAheadMs } from '#shared/rota/gaps.ts'
import type { Context, Person } from '../context.ts'
import type { Database } from '../db/open-database.ts'
import { openDepartment, type RotaDepartment, withoutStrangers } from './department.ts'
import { readSettings, shiftsWithin, swapsOf } from './queries.ts'

/** None in a department whose duty nobody plans. */
export const gapsWithin = (
  db: Database,
  { service, settings, people }: Pick<RotaDepartment, 'service' | 'settings' | 'people'>,
  from: number,
  to: number,
): Gap[] =>
  from < to && readSettings(db, service.id)
    ? gapsOf(withoutStrangers(shiftsWithin(db, service.id, from, to), people), settings.policy, service.times, {
        from,
        to,
      })
    : []

export const readRota = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  caller: Person,
  serviceId: string,
  { from, to }: RotaQuery,
): Result<RotaOutput, Refusal> => {
  const opened = openDepartment(db, caller, serviceId)
  if (!opened.ok) return opened
  const department = opened.value
  const { service, settings, people } = department
  return ok({
    service: { id: service.id, name: service.name },
    ...settings,
    shifts: withoutStrangers(shiftsWithin(db, serviceId, from, to), people),
    swaps: swapsOf(db, serviceId),
    people: people
      .map(({ userId, name, title, tier }) => ({ userId, name, title, tier }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    // What is past is not to be mended.
    gaps: gapsWithin(db, department, Math.max(from, now()), to),
    gapsAhead: gapsWithin(db, department, now(), now() + lookAheadMs),
    mayPlan: department.mayPlan,
  })
}
