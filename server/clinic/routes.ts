import { Hono } from 'hono'
import { cors } from 'hono/cors'
import * as v from 'valibot'
import { type ClinicCard, clinicCard } from '#shared/auth/session.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply } from '../routing.ts'

const forEverybody = cors({ origin: '*', allowMethods: ['GET'] })

/** What anybody may know of the clinic. */
export const clinicRoutes = new Hono<Env>()
  .use(forEverybody)
  .get('/', allow.anyone, described('Name and addresses of this clinic', clinicCard), (c) => {
    const { clinic, livekit } = c.var.context.config
    const card: ClinicCard = { ...clinic, livekitUrl: livekit.url }
    return reply(c, ok(card))
  })

const clientWellKnown = v.object({
  'm.homeserver': v.object({ base_url: v.string() }),
  'org.matrix.msc4143.rtc_foci': v.array(v.object({ type: v.literal('livekit'), livekit_service_url: v.string() })),
})

/** Client-server API, "Well-known URI"; the list of call services as MSC4143 has Element X and Element Call read it. */
export const wellKnownRoutes = new Hono<Env>()
  .use(forEverybody)
  .get('/client', allow.anyone, described('Where Matrix clients find homeserver and calls', clientWellKnown), (c) => {
    const { url } = c.var.context.config.clinic
    return reply(
      c,
      ok({
        'm.homeserver': { base_url: url },
        'org.matrix.msc4143.rtc_foci': [{ type: 'livekit', livekit_service_url: `${url}/api/calls` }],
      }),
    )
  })
