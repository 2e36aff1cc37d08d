import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { statusOf, unknownPartnership } from '#shared/partners/partnership.ts'
import type { PartnerRow } from './queries.ts'

export const newPartnerRow = (serverName: ServerName, since: number, messageId: string): PartnerRow => ({
  ...unknownPartnership,
  serverName,
  since,
  name: null,
  url: null,
  livekitUrl: null,
  keyFingerprint: null,
  messageId,
  isTold: true,
  isChosen: false,
})

export const partnerView = (row: PartnerRow): Partner => {
  const current = statusOf(row)
  return {
    serverName: row.serverName,
    name: row.name ?? row.serverName,
    url: row.url,
    livekitUrl: row.livekitUrl,
    status: current.status,
    proposedBy: current.status === 'proposed' ? current.by : null,
    suspendedBy: current.status === 'suspended' ? current.by : null,
    since: row.since,
    keyFingerprint: row.keyFingerprint,
  }
}
