import type { Refusal } from '#shared/errors.ts'
import type { PartnerMessage, PartnersOutput } from '#shared/partners/api.ts'
import { isShut } from '#shared/partners/connection.ts'
import { cameToNothing } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { partnerView } from './partner-view.ts'
import { findPartnerByMessage, listPartners } from './queries.ts'
import { checkSigningKeys } from './signing-keys.ts'
import { statedTo } from './stated-limits.ts'
import { connectionTo } from './watch-connections.ts'

const ownFingerprint = async ({ config, now }: Pick<Context, 'config' | 'now'>): Promise<string | null> => {
  try {
    const answer = await fetch(`${config.homeserver.url}/_matrix/key/v2/server`, { signal: AbortSignal.timeout(2_000) })
    return checkSigningKeys(config.clinic.serverName, await answer.json(), now())
  } catch {
    return null
  }
}

/** Everybody sees with whom messages pass, pause or have ended; what was never agreed concerns the admins and operators. */
export const readPartners = async (
  context: Pick<Context, 'db' | 'config' | 'now'>,
  { isClinicAdmin, roles }: Pick<Person, 'isClinicAdmin' | 'roles'>,
): Promise<Result<PartnersOutput, never>> => {
  const rows = listPartners(context.db).filter((row) => !cameToNothing(row))
  const all = rows.map((row) => {
    const partner = partnerView(context.db, row)
    const report = connectionTo(context, partner.serverName)?.report
    return { ...partner, isShutByThem: partner.status === 'active' && report !== undefined && isShut(report) }
  })
  const seesAll = isClinicAdmin || roles.isOperator
  const connections = all.flatMap(({ serverName }) => {
    const known = connectionTo(context, serverName)
    return known ? [{ serverName, ...known }] : []
  })
  return ok({
    ownKeyFingerprint: seesAll ? await ownFingerprint(context) : null,
    partners: seesAll
      ? all
      : all.flatMap((partner) =>
          partner.status === 'proposed' || partner.isDeclined ? [] : [{ ...partner, limits: null, changed: null }],
        ),
    connections: seesAll ? connections : [],
  })
}

/** What a partner fetches back after our hint: where our side stands now. */
export const readMessage = (
  { db, config }: Pick<Context, 'db' | 'config'>,
  messageId: string,
): Result<PartnerMessage, Refusal> => {
  const row = findPartnerByMessage(db, messageId)
  return row
    ? ok({ from: config.clinic.serverName, to: row.serverName, standing: row.ours, ...statedTo(db, row) })
    : refused({ code: 'not-found' })
}
