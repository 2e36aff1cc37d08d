import type { Refusal } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { whileReachable } from './apply-policy.ts'
import type { PartnerLink } from './partner-link.ts'
import { partnerView } from './partner-view.ts'
import { findPartner, type PartnerRow, savePartner } from './queries.ts'
import { checkSigningKeys } from './signing-keys.ts'

export type PartnerIdentity = Pick<PartnerRow, 'name' | 'url' | 'livekitUrl' | 'keyFingerprint'>

/** Asks a clinic who it is, because an admin here chose it: its card and its signing keys, which must be its own. */
export const lookUp = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
): Promise<Result<PartnerIdentity, Refusal>> => {
  if (server === context.config.clinic.serverName) return refused({ code: 'bad-input' })
  const [card, keys] = await whileReachable(context, server, () =>
    Promise.allSettled([link.card(server), link.keys(server)]),
  )
  const keyFingerprint = keys.status === 'fulfilled' ? checkSigningKeys(server, keys.value, context.now()) : null
  if (card.status === 'rejected' || card.value.serverName !== server || keyFingerprint === null)
    return refused({ code: 'partner-unreachable', details: { server } })
  const { name, url, livekitUrl = null } = card.value
  return ok({ name, url, livekitUrl, keyFingerprint })
}

/** For an admin who was asked by a clinic and wants to see who that is before answering. */
export const lookUpPartner = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
): Promise<Result<Partner, Refusal>> => {
  if (!findPartner(context.db, server)) return refused({ code: 'partner-unknown' })
  const found = await lookUp(context, link, server)
  if (!found.ok) return found
  const row = findPartner(context.db, server)
  if (!row) return refused({ code: 'partner-unknown' })
  const next = { ...row, ...found.value, isChosen: row.isChosen || statusOf(row).status === 'proposed' }
  savePartner(context.db, next)
  return ok(partnerView(context.db, next))
}
