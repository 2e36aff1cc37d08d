import { Hono } from 'hono'
import { cors } from 'hono/cors'
import * as v from 'valibot'
import { cardContent, clinicCard } from '#shared/clinic/card.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { changeCard } from './change-card.ts'
import { ownCard } from './own-card.ts'

const forEverybody = cors({ origin: '*', allowMethods: ['GET'] })

/** What anybody may know of the clinic, and its admin says of it. */
export const clinicRoutes = new Hono<Env>()
  .use(forEverybody)
  .get('/', allow.anyone, described('Name, addresses and contacts of this clinic', clinicCard), (c) =>
    reply(c, ok(ownCard(c.var.context))),
  )
  .put(
    '/',
    allow.clinicAdmin,
    described('Say how this clinic is reached, what it does and by which rules', cardContent),
    validate('json', cardContent),
    (c) => reply(c, changeCard(c.var.context, c.var.person, c.req.valid('json'))),
  )

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
