import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { Gauge, Histogram, Registry } from 'prom-client'
import { firstFault } from '#shared/partners/connection.ts'
import { livekitOf } from '../calls/livekit-rooms.ts'
import { usedBytes } from '../case-files/queries.ts'
import { countOpenConsults } from '../consults/queries.ts'
import type { Context, Env } from '../context.ts'
import { checkHealth } from '../health/check-health.ts'
import { activePartners } from '../partners/queries.ts'
import { connectionTo } from '../partners/watch-connections.ts'

type Instruments = { registry: Registry; requests: Histogram<'method' | 'route' | 'status'>; read(): Promise<void> }
const instruments = new WeakMap<Context['db'], Instruments>()

/** Numbers and the names of parts and routes: no person, no clinic, no room. */
const instrumentsOf = (context: Context): Instruments => {
  const known = instruments.get(context.db)
  if (known) return known
  const registry = new Registry()
  const gauge = (name: string, help: string) => new Gauge({ name: `consilium_${name}`, help, registers: [registry] })
  const parts = new Gauge({
    name: 'consilium_part_up',
    help: '1 while a part of the node answers',
    labelNames: ['part'],
    registers: [registry],
  })
  const partners = gauge('partners_active', 'Clinics with which messages are exchanged')
  const reachable = gauge('partners_reachable', 'Those of them to which the last test of the way found nothing wrong')
  const files = gauge('case_files_bytes', 'Space that stored and running uploads take')
  const quota = gauge('case_files_quota_bytes', 'Space that there is for them')
  const consults = gauge('consults_open', 'Consults that are not over')
  const participants = gauge('call_participants', 'People in calls at the own LiveKit')
  const memory = gauge('service_memory_bytes', 'Resident memory of the service')
  const requests = new Histogram({
    name: 'consilium_request_duration_seconds',
    help: 'Requests to the service by the route that answered',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30],
    registers: [registry],
  })
  const read = async () => {
    const { config, db } = context
    const [health, occupants] = await Promise.all([
      checkHealth(context),
      livekitOf(config)
        .occupants()
        .catch(() => null),
    ])
    for (const [part, status] of Object.entries(health.parts)) parts.set({ part }, status === 'up' ? 1 : 0)
    const active = activePartners(db)
    partners.set(active.length)
    const isReachable = (server: (typeof active)[number]['serverName']) => {
      const report = connectionTo(context, server)?.report
      return report !== undefined && firstFault(report) === null
    }
    reachable.set(active.filter(({ serverName }) => isReachable(serverName)).length)
    files.set(usedBytes(db))
    quota.set(config.caseFiles.quotaBytes)
    consults.set(countOpenConsults(db))
    // Without an answer, what was last known would be read as what is.
    if (occupants) participants.set(occupants.length)
    else participants.reset()
    memory.set(process.memoryUsage.rss())
  }
  const made = { registry, requests, read }
  instruments.set(context.db, made)
  return made
}

/** How long every route takes. By its pattern: an address holds ids. */
export const measureRequests: MiddlewareHandler<Env> = async (c, next) => {
  const end = instrumentsOf(c.var.context).requests.startTimer()
  await next()
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? 'none'
  end({ method: c.req.method, route, status: `${Math.floor(c.res.status / 100)}xx` })
}

export const writeMetrics = async (context: Context): Promise<{ type: string; text: string }> => {
  const { registry, read } = instrumentsOf(context)
  await read()
  return { type: registry.contentType, text: await registry.metrics() }
}
