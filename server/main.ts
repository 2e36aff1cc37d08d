import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { keepClosings } from './admin/keep-closings.ts'
import { createApp } from './app.ts'
import { startAudit } from './audit/start-audit.ts'
import { startCalls } from './calls/start-calls.ts'
import { startCaseFiles } from './case-files/start-case-files.ts'
import { readConfig, type ServiceConfig, serviceConfig } from './config.ts'
import { startEscalations } from './consults/escalate-consults.ts'
import { openContext } from './context.ts'
import { startDepartments } from './departments/start-departments.ts'
import { startDuty } from './duty/keep-duty.ts'
import { endWaiting } from './features/follow-features.ts'
import { startFederationList } from './federation-list/start-federation-list.ts'
import { keepGuests } from './guests/keep-guests.ts'
import { faultFields, openLog } from './log.ts'
import { keepServiceAccount } from './matrix/keep-service-account.ts'
import { startPartners } from './partners/start-partners.ts'
import { watchConnections } from './partners/watch-connections.ts'
import { startRota } from './rota/follow-plan.ts'
import { startAlerts } from './urgent/keep-alerts.ts'

/** How long answers that are under way may still take after SIGTERM. */
const drainMs = 10_000

const log = openLog()

const readConfigOrEnd = (): ServiceConfig => {
  try {
    return readConfig(serviceConfig)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The configuration cannot be read.'}\n`)
    process.exit(1)
  }
}

const config = readConfigOrEnd()
const context = await openContext(config, log)
const app = createApp(context)
const running: Disposable[] = []

/** Not before we have the port: a second service by mistake must not act beside the first. */
const start = ({ port }: { port: number }) => {
  running.push(
    keepServiceAccount(context),
    startFederationList(context),
    startPartners(context),
    watchConnections(context),
    startEscalations(context),
    startAlerts(context),
    startDepartments(context),
    startDuty(context),
    startRota(context),
    startCalls(context),
    keepClosings(context),
    keepGuests(context),
    startCaseFiles(context),
    startAudit(context),
  )
  log.info('ready', { port })
}

const server = serve(
  {
    fetch: app.fetch,
    hostname: config.listen.host,
    port: config.listen.port,
    // Uploads take as long as the line needs; the gateway before us watches for silence.
    serverOptions: { requestTimeout: 0, headersTimeout: 15_000 },
  },
  start,
)
server.on('error', (error: NodeJS.ErrnoException) => {
  log.error('not-listening', { code: error.code ?? 'unknown', port: config.listen.port })
  process.exit(1)
})

const stop = async () => {
  log.info('stopping')
  endWaiting(context)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await Promise.race([closed, sleep(drainMs, undefined, { ref: false })])
  if ('closeAllConnections' in server) server.closeAllConnections()
  for (const part of running.reverse()) part[Symbol.dispose]()
  context[Symbol.dispose]()
  log.info('stopped')
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
process.on('unhandledRejection', (error) => log.error('unhandled-rejection', faultFields(error)))
