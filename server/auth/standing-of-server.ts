import type { ErrorCode } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { partnerStatus } from '../partners/queries.ts'

export type ServerStanding = 'own' | 'partner' | Extract<ErrorCode, 'partner-unknown' | 'partner-suspended'>

/** Whether we deal with people of a server: its own, or an active partner's. Asked at every request. */
export const standingOfServer = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  server: ServerName,
): ServerStanding => {
  if (server.toLowerCase() === config.clinic.serverName.toLowerCase()) return 'own'
  switch (partnerStatus(db, server)) {
    case 'active':
      return 'partner'
    case 'suspended':
      return 'partner-suspended'
    default:
      return 'partner-unknown'
  }
}
