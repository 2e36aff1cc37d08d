import type { ServerName } from '#shared/matrix/ids.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import type { Context } from '../context.ts'
import { changeOf } from './change-of-card.ts'
import { lookUp } from './look-up-partner.ts'
import type { PartnerLink } from './partner-link.ts'
import { findPartner, savePartner } from './queries.ts'

/** Looks whether a clinic still says of itself what was agreed to; a change counts once an admin here has taken it. */
export const refreshCard = async (context: Context, link: PartnerLink, server: ServerName): Promise<void> => {
  const found = await lookUp(context, link, server).catch(() => null)
  if (!found?.ok) return
  const row = findPartner(context.db, server)
  if (!row?.isChosen || statusOf(row).status === 'ended') return
  const changed = changeOf(row, found.value)
  if (JSON.stringify(changed) === JSON.stringify(row.changed)) return
  savePartner(context.db, { ...row, changed })
  context.log.info(changed ? 'partner-card-changed' : 'partner-card-as-agreed', { partner: server })
}
