import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { describeRoute } from 'hono-openapi'
import type { ClinicCard } from '#shared/auth/session.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { reply } from '../routing.ts'

const forEverybody = cors({ origin: '*', allowMethods: ['GET'] })

/** What anybody may know of the clinic. */
export const clinicRoutes = new Hono<Env>()
  .use(forEverybody)
  .get('/', allow.anyone, describeRoute({ summary: 'Name and addresses of this clinic' }), (c) => {
    const { clinic, livekit } = c.var.context.config
    const card: ClinicCard = { ...clinic, livekitUrl: livekit.url }
    return reply(c, ok(card))
  })

/** Client-server API, "Well-known URI"; the list of call services as MSC4143 has Element X and Element Call read it. */
export const wellKnownRoutes = new Hono<Env>()
  .use(forEverybody)
  .get('/client', allow.anyone, describeRoute({ summary: 'Where Matrix clients find homeserver and calls' }), (c) => {
    const { url } = c.var.context.config.clinic
    return reply(
      c,
      ok({
        'm.homeserver': { base_url: url },
        'org.matrix.msc4143.rtc_foci': [{ type: 'livekit', livekit_service_url: `${url}/api/calls` }],
      }),
    )
  })
