import type { ServerName } from '#shared/matrix/ids.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { applyPolicy } from './apply-policy.ts'
import type { PartnerLink } from './partner-link.ts'
import { findPartner, isIncluded, savePartner } from './queries.ts'
import { tellPartner } from './tell-partner.ts'

/** A partner answers so many hints of all clinics in a minute; who is refused again and again asks no more often. */
export const askEveryMs = 5_000

type Asked = { at: number; answered: Promise<void> }
const askedOf = new WeakMap<Context['db'], Map<ServerName, Asked>>()

const ask = async (context: Context, link: PartnerLink, server: ServerName): Promise<void> => {
  const row = findPartner(context.db, server)
  if (!row?.isChosen || statusOf(row).status !== 'active') return
  const isOurs = row.limits !== null && !row.limits.services.includes('messaging')
  if (isOurs || isIncluded(row, 'messaging')) return
  savePartner(context.db, { ...row, isTold: false })
  await tellPartner(context, link, server)
}

/**
 * Our Synapse is about to refuse a message because a partner, as far as we know, does not let us exchange any. A message
 * that is refused here never comes again, and the partner may have changed its mind a moment ago: it is asked once more.
 */
export const askAgain = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
): Promise<Result<object, never>> => {
  const known = askedOf.get(context.db) ?? new Map<ServerName, Asked>()
  askedOf.set(context.db, known)
  const last = known.get(server)
  const isRecent = last !== undefined && Math.abs(context.now() - last.at) < askEveryMs
  const asked = isRecent ? last : { at: context.now(), answered: ask(context, link, server) }
  known.set(server, asked)
  await asked.answered
  // What the database allows already may be on its way to the gateway still.
  await applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
  return ok({})
}
