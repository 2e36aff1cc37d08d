import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { overviewOutput, overviewQuery } from '#shared/operation/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { writeMetrics } from './metrics.ts'
import { readOverview } from './read-overview.ts'

export const operationRoutes = new Hono<Env>().get(
  '/',
  allow.operator,
  described('How every part of this clinic is, and what happened on the last days', overviewOutput),
  validate('query', overviewQuery),
  async (c) => reply(c, await readOverview(c.var.context, c.req.valid('query'))),
)

/** For Prometheus: on this machine, or with the token of the settings. */
export const metricsRoutes = new Hono<Env>().get(
  '/',
  allow.metrics,
  describeRoute({
    summary: 'Numbers for Prometheus: on this machine, or with the token of the settings',
    responses: { 200: { description: 'The text format of Prometheus', content: { 'text/plain': {} } } },
  }),
  async (c) => {
    const { type, text } = await writeMetrics(c.var.context)
    c.header('content-type', type)
    c.header('cache-control', 'no-store')
    return c.body(text)
  },
)
