import { Hono } from 'hono'
import { allow } from '../auth/allow.ts'
import type { Context, Env } from '../context.ts'
import { described } from '../routing.ts'
import { checkHealth, type Health, health } from './check-health.ts'

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
  described('200 when every part is up, 503 with what is down', health),
  async (c) => {
    const found = await healthOf(c.var.context)
    c.header('cache-control', 'no-store')
    return c.json(found, found.status === 'up' ? 200 : 503)
  },
)
