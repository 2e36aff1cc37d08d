import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { allow } from '../auth/allow.ts'
import type { Context, Env } from '../context.ts'
import { checkHealth, type Health } from './check-health.ts'

/** Anybody may ask, so that asking often costs no more than asking once. */
const keptMs = 1_000
type Checking = { at: number; health: Promise<Health> }
const checkings = new WeakMap<Context['db'], Checking>()

const healthOf = (context: Context): Promise<Health> => {
  const last = checkings.get(context.db)
  if (last && context.now() - last.at < keptMs) return last.health
  const checking = { at: context.now(), health: checkHealth(context) }
  checkings.set(context.db, checking)
  return checking.health
}

export const healthRoutes = new Hono<Env>().get(
  '/',
  allow.anyone,
  describeRoute({ summary: '200 when every part is up, 503 with what is down' }),
  async (c) => {
    const health = await healthOf(c.var.context)
    c.header('cache-control', 'no-store')
    return c.json(health, health.status === 'up' ? 200 : 503)
  },
)
