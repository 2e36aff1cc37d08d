import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { servicesOfBoth, unlimited, untilOfBoth } from '#shared/partners/limits.ts'
import { isDeclined, statusOf, unknownPartnership } from '#shared/partners/partnership.ts'
import type { Database } from '../db/open-database.ts'
import { type PartnerRow, statusInForce } from './queries.ts'

export const newPartnerRow = (serverName: ServerName, since: number, messageId: string): PartnerRow => ({
  ...unknownPartnership,
  serverName,
  since,
  name: null,
  url: null,
  livekitUrl: null,
  keyFingerprint: null,
  card: null,
  changed: null,
  messageId,
  isTold: true,
  isChosen: false,
  limits: null,
  theirLimits: null,
  isOver: false,
})

export const partnerView = (db: Database, row: PartnerRow): Partner => {
  const agreed = statusOf(row)
  const isShut = agreed.status === 'active' && statusInForce(db, row) === 'suspended'
  const current = isShut ? ({ status: 'suspended', by: row.isOver ? 'time' : 'list' } as const) : agreed
  return {
    serverName: row.serverName,
    name: row.name ?? row.serverName,
    url: row.url,
    livekitUrl: row.livekitUrl,
    status: current.status,
    proposedBy: current.status === 'proposed' ? current.by : null,
    suspendedBy: current.status === 'suspended' ? current.by : null,
    isShutByThem: false,
    isDeclined: isDeclined(row),
    since: row.since,
    keyFingerprint: row.keyFingerprint,
    card: row.card,
    changed: row.changed,
    services: servicesOfBoth(row),
    until: untilOfBoth(row),
    limits: { ours: row.limits ?? unlimited, theirs: row.theirLimits ?? unlimited },
  }
}
