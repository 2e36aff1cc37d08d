import type { Refusal } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { ChangedCard, Partner } from '#shared/partners/api.ts'
import { statusOf, unknownPartnership } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { whileReachable } from './apply-policy.ts'
import { changeOf } from './change-of-card.ts'
import { newMessageId } from './message-id.ts'
import type { PartnerLink } from './partner-link.ts'
import { newPartnerRow, partnerView } from './partner-view.ts'
import { findPartner, savePartner } from './queries.ts'
import { checkSigningKeys } from './signing-keys.ts'

export type PartnerIdentity = ChangedCard

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
  const { name, url, livekitUrl = null, content } = card.value
  return ok({ name, url, livekitUrl, keyFingerprint, card: content })
}

/**
 * For an admin who wants to see who a clinic is before asking or answering it. Nothing is agreed by it: of a clinic that
 * we have agreed with, it is kept as a change to be looked at.
 */
export const lookUpPartner = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
): Promise<Result<Partner, Refusal>> => {
  const found = await lookUp(context, link, server)
  if (!found.ok) return found
  const row = findPartner(context.db, server)
  const { status, by } = statusOf(row ?? unknownPartnership)
  if (!row || status === 'ended') {
    const unknown = row ?? newPartnerRow(server, context.now(), newMessageId())
    return ok(partnerView(context.db, { ...unknown, ...found.value }))
  }
  const isTheirProposal = status === 'proposed' && by === 'them'
  const next = isTheirProposal
    ? { ...row, ...found.value, changed: null, isChosen: true }
    : { ...row, changed: changeOf(row, found.value) }
  savePartner(context.db, next)
  return ok(partnerView(context.db, next))
}
