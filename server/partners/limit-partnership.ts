import type { Refusal } from '#shared/errors.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { hasRunOut, type PartnerLimits } from '#shared/partners/limits.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { findService } from '../directory/queries.ts'
import { newMessageId } from './message-id.ts'
import type { PartnerLink } from './partner-link.ts'
import { partnerView } from './partner-view.ts'
import { findPartner, listPartners, savePartner } from './queries.ts'
import { settle } from './settle.ts'
import { tellPartner } from './tell-partner.ts'

/** Our admin says what we let a partner do, and until when; it holds at once, and the partner is told. */
export const limitPartnership = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
  limits: PartnerLimits,
  by: UserId,
): Promise<Result<Partner, Refusal>> => {
  const row = findPartner(context.db, server)
  if (!row || statusOf(row).status === 'ended') return refused({ code: 'partner-unknown' })
  const now = context.now()
  if (limits.until !== null && limits.until <= now) return refused({ code: 'bad-input', details: { fields: 'until' } })
  if (limits.departments?.some((id) => !findService(context.db, id)))
    return refused({ code: 'not-found', details: { fields: 'departments' } })

  const isNew = row.isChosen ? { messageId: newMessageId(), isTold: false } : {}
  const next = { ...row, ...isNew, limits, isOver: hasRunOut({ ...row, limits }, now) }
  await settle(context, () =>
    transaction(context.db, (tx) => {
      savePartner(tx, next)
      recordAccess(tx, now, {
        action: 'partner-changed',
        details: { who: by, role: 'admin', partner: server, code: 'limited' },
      })
    }),
  )
  context.log.info('partnership-limited', { partner: server })
  await tellPartner(context, link, server)
  return ok(partnerView(context.db, findPartner(context.db, server) ?? next))
}

/** Partnerships whose time has run out rest from then on, until it is renewed. */
export const endTimes = async (context: Context): Promise<void> => {
  const over = listPartners(context.db).filter((row) => !row.isOver && hasRunOut(row, context.now()))
  if (over.length === 0) return
  await settle(context, () => {
    for (const row of over) savePartner(context.db, { ...row, isOver: true })
  })
  for (const { serverName } of over) context.log.info('partnership-over', { partner: serverName })
}
