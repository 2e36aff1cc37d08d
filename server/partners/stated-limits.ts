import type { PartnerMessage } from '#shared/partners/api.ts'
import { hasRunOut, type StatedLimits } from '#shared/partners/limits.ts'
import type { Database } from '../db/open-database.ts'
import { findService } from '../directory/queries.ts'
import type { PartnerRow } from './queries.ts'

/** What we tell a partner of the limits that we have set. */
export const statedTo = (db: Database, { limits }: Pick<PartnerRow, 'limits'>): Pick<PartnerMessage, 'limits'> => {
  if (!limits) return {}
  const departments = limits.departments?.flatMap((id) => findService(db, id)?.name ?? []) ?? null
  return { limits: { ...limits, departments } }
}

/** What it has told us takes the place of what it had told before. */
export const withTheirLimits = (row: PartnerRow, theirLimits: StatedLimits | undefined, now: number): PartnerRow => {
  const next = { ...row, theirLimits: theirLimits ?? null }
  return { ...next, isOver: hasRunOut(next, now) }
}
