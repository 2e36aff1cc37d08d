import { Hono } from 'hono'
import { acceptedInvitation, acceptedOutput, invitationOutput } from '#shared/auth/invitation.ts'
import { secretLink } from '#shared/auth/secret-link.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import { sourceOfRequest } from '../auth/source-of-request.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { lookAtInvitation } from './look-at-invitation.ts'

/** A whole clinic behind one address may come in on one day; a secret of 256 bits is not found by trying. */
const mayTry = createRateLimit({ burst: 100, refillMs: 60_000 })

export const invitationRoutes = new Hono<Env>()
  .post(
    '/look',
    allow.anyone,
    described('Whose account a link opens', invitationOutput),
    validate('json', secretLink),
    async (c) => {
      const { context } = c.var
      if (!mayTry(sourceOfRequest(c), context.now())) return refuse(c, { code: 'rate-limited' })
      return reply(c, await lookAtInvitation(context, c.req.valid('json')))
    },
  )
  .post(
    '/accept',
    allow.anyone,
    described('Set the password of the account that a link opens, once', acceptedOutput),
    validate('json', acceptedInvitation),
    async (c) => {
      const { context } = c.var
      if (!mayTry(sourceOfRequest(c), context.now())) return refuse(c, { code: 'rate-limited' })
      return reply(c, await acceptInvitation(context, c.req.valid('json')))
    },
  )
