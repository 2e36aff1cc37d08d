import { Hono } from 'hono'
import { confirmationInput, confirmationOutput } from '#shared/auth/confirmation.ts'
import {
  introductionCheckInput,
  introductionCheckOutput,
  introductionInput,
  introductionOutput,
  sessionInput,
  sessionOutput,
  signInWays,
} from '#shared/auth/session.ts'
import { ok, refused } from '#shared/result.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { allow } from './allow.ts'
import { beginConfirmation, completeConfirmation } from './confirm-person.ts'
import { introduce } from './introduce.ts'
import { readIntroduction } from './introduction.ts'
import { openSession } from './open-session.ts'
import { createRateLimit } from './rate-limit.ts'
import { sourceOfRequest } from './source-of-request.ts'

/** A ward behind one address signs in at the change of shift; each session is asked for anew every ten minutes. */
const maySignIn = createRateLimit({ burst: 300, refillMs: 60_000 })

export const sessionRoutes = new Hono<Env>()
  .get('/ways', allow.anyone, described('Whether people of this clinic sign in by passwords', signInWays), (c) =>
    reply(c, ok({ hasPasswords: c.var.context.config.passwordAccounts === null })),
  )
  .post(
    '/',
    allow.anyone,
    described('Sign in with an OpenID token of this clinic, or with the introduction of a partner', sessionOutput, 201),
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
  .post(
    '/confirmations',
    allow.ownPerson,
    described('Begin to say once more that it is me, and how I can', confirmationOutput),
    async (c) => reply(c, await beginConfirmation(c.var.context, c.var.person)),
  )
  .post(
    '/confirmations/complete',
    allow.ownPerson,
    described('A session that counts as confirmed for some minutes', sessionOutput, 201),
    validate('json', confirmationInput),
    async (c) => reply(c, await completeConfirmation(c.var.context, c.var.person, c.req.valid('json')), 201),
  )
  .post(
    '/introductions',
    allow.ownPersonOrGuest,
    described('An introduction to one partner, by which its service knows me', introductionOutput, 201),
    validate('json', introductionInput),
    async (c) => reply(c, await introduce(c.var.context, c.var.person.userId, c.req.valid('json').audience), 201),
  )
  .post(
    '/introductions/check',
    allow.anyone,
    described('Whether this clinic wrote an introduction, about whom and for whom', introductionCheckOutput),
    validate('json', introductionCheckInput),
    async (c) => {
      const { context } = c.var
      if (!maySignIn(sourceOfRequest(c), context.now())) return refuse(c, { code: 'rate-limited' })
      const found = await readIntroduction(context.config, c.req.valid('json').introduction, context.now())
      return reply(c, found ? ok(found) : refused({ code: 'not-signed-in' }))
    },
  )
