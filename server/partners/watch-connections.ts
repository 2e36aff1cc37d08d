import type { ServerName } from '#shared/matrix/ids.ts'
import { type ConnectionError, type ConnectionReport, firstFault, isReached } from '#shared/partners/connection.ts'
import type { Context } from '../context.ts'
import { partnerLinkOf } from './partner-link.ts'
import { listEngaged } from './queries.ts'
import { refreshCard } from './refresh-card.ts'
import { testConnection } from './test-connection.ts'

const everyMs = 60_000
/** After a start, when everything starts, nothing can be concluded. */
const firstMs = 5_000

/** What is known of the way to a clinic, since our service runs. */
export type Connection = { report: ConnectionReport; lastError: ConnectionError | null }

const connections = new WeakMap<Context['db'], Map<ServerName, Connection>>()

const connectionsOf = ({ db }: Pick<Context, 'db'>): Map<ServerName, Connection> => {
  const known = connections.get(db) ?? new Map<ServerName, Connection>()
  connections.set(db, known)
  return known
}

export const connectionTo = (context: Pick<Context, 'db'>, server: ServerName): Connection | null =>
  connectionsOf(context).get(server) ?? null

/** Tests the connection, and keeps the answer and the last error for whoever looks at the list. */
export const testAndKeep = async (context: Context, server: ServerName): Promise<ConnectionReport> => {
  const report = await testConnection(context, server)
  const fault = firstFault(report)
  const before = connectionTo(context, server)
  const wasFaulty = before !== null && firstFault(before.report) !== null
  connectionsOf(context).set(server, { report, lastError: fault ?? before?.lastError ?? null })
  if (fault) context.log.warn('partner-connection-faulty', { partner: server, reason: fault.fault })
  else if (wasFaulty) context.log.info('partner-connection-mended', { partner: server })
  return report
}

/** Others are called only when an admin here wants it. */
const look = async (context: Context, server: ServerName): Promise<void> => {
  const report = await testAndKeep(context, server)
  if (isReached(report)) await refreshCard(context, partnerLinkOf(context.config), server)
}

export const watchConnections = (context: Context): Disposable => {
  let timer = setTimeout(() => void lookAtAll(), firstMs)
  let isStopped = false
  const lookAtAll = async () => {
    await Promise.allSettled(listEngaged(context.db).map(({ serverName }) => look(context, serverName)))
    if (!isStopped) timer = setTimeout(() => void lookAtAll(), everyMs)
  }
  return {
    [Symbol.dispose]() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
