import { emptyCard, isSameContent } from '#shared/clinic/card.ts'
import type { ChangedCard } from '#shared/partners/api.ts'
import type { PartnerRow } from './queries.ts'

/** What a clinic says of itself, where that is not what an admin here has agreed to; null: it is the same. */
export const changeOf = (row: PartnerRow, now: ChangedCard): ChangedCard | null => {
  const isSame =
    row.name === now.name &&
    row.url === now.url &&
    row.livekitUrl === now.livekitUrl &&
    row.keyFingerprint === now.keyFingerprint &&
    isSameContent(row.card ?? emptyCard, now.card)
  return isSame ? null : now
}
