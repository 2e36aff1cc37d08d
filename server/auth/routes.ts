import { Hono } from 'hono'
import { sessionInput, sessionOutput } from '#shared/auth/session.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { allow } from './allow.ts'
import { openSession } from './open-session.ts'
import { createRateLimit } from './rate-limit.ts'
import { sourceOfRequest } from './source-of-request.ts'

/** A ward behind one address signs in at the change of shift; each session is asked for anew every ten minutes. */
const maySignIn = createRateLimit({ burst: 300, refillMs: 60_000 })

export const sessionRoutes = new Hono<Env>().post(
  '/',
  allow.anyone,
  described('Sign in with a Matrix OpenID token of this clinic or of a partner', sessionOutput, 201),
  validate('json', sessionInput),
  async (c) => {
    const { context } = c.var
    if (!maySignIn(sourceOfRequest(c), context.now())) {
      context.log.warn('session-refused', { reason: 'rate-limited' })
      return refuse(c, { code: 'rate-limited' })
    }
    return reply(c, await openSession(context, c.req.valid('json')), 201)
  },
)
