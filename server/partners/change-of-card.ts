import type { ChangedCard } from '#shared/partners/api.ts'
import { changesOf } from '#shared/partners/card-changes.ts'
import type { PartnerRow } from './queries.ts'

/** What a clinic says of itself, where that is not what an admin here has agreed to; null: it is the same. */
export const changeOf = (row: PartnerRow, now: ChangedCard): ChangedCard | null =>
  changesOf(row, now).length === 0 ? null : now
