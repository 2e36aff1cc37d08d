import { Hono } from 'hono'
import * as v from 'valibot'
import type { ServerName } from '#shared/matrix/ids.ts'
import {
  connectionTestOutput,
  limitsInput,
  messageParam,
  partner,
  partnerHint,
  partnerHintOutput,
  partnerMessage,
  partnerParam,
  partnersOutput,
  partnerTransitionInput,
  proposeInput,
  takeCardInput,
} from '#shared/partners/api.ts'
import { decision, decisionInput } from '#shared/partners/decision.ts'
import { ok, refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Context, Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { askAgain } from './ask-again.ts'
import { explainDecision } from './explain-decision.ts'
import { limitPartnership } from './limit-partnership.ts'
import { lookUpPartner } from './look-up-partner.ts'
import { movePartnership } from './move-partnership.ts'
import { partnerLinkOf } from './partner-link.ts'
import { partnerStatus } from './queries.ts'
import { readMessage, readPartners } from './read-partners.ts'
import { newHintBudget, receiveHint } from './receive-hint.ts'
import { takeCard } from './take-card.ts'
import { testAndKeep } from './watch-connections.ts'

const linkOf = (context: Context) => partnerLinkOf(context.config)
const lower = (server: ServerName) => server.toLowerCase() as ServerName
const budget = newHintBudget()

export const partnerRoutes = new Hono<Env>()
  .get('/', allow.ownPersonOrGuest, described('With whom we exchange messages', partnersOutput), async (c) =>
    reply(c, await readPartners(c.var.context, c.var.person)),
  )
  .post(
    '/',
    allow.clinicAdmin,
    described('Propose a partnership, or accept one', partner, 201),
    validate('json', proposeInput),
    async (c) => {
      const { context, person } = c.var
      const { serverName, ...seen } = c.req.valid('json')
      const move = { to: 'active' as const, ...seen }
      return reply(c, await movePartnership(context, linkOf(context), lower(serverName), move, person.userId), 201)
    },
  )
  .post(
    '/messages',
    allow.anyone,
    described('A clinic says that its side has moved; fetched back before it counts', partnerHintOutput),
    validate('json', partnerHint),
    async (c) => {
      const { context } = c.var
      const hint = c.req.valid('json')
      return reply(
        c,
        await receiveHint(context, linkOf(context), budget, { ...hint, serverName: lower(hint.serverName) }),
      )
    },
  )
  .post(
    '/questions',
    allow.synapse,
    described('Whether a partner, which lets us exchange no messages as far as we know, does so by now', v.object({})),
    validate('json', partnerParam),
    async (c) => {
      const { context } = c.var
      return reply(c, await askAgain(context, linkOf(context), lower(c.req.valid('json').serverName)))
    },
  )
  .get(
    '/messages/:messageId',
    allow.anyone,
    described('What we said to a clinic, for the one that knows the id', partnerMessage),
    validate('param', messageParam),
    (c) => reply(c, readMessage(c.var.context, c.req.valid('param').messageId)),
  )
  .post(
    '/:serverName/look-up',
    allow.clinicAdmin,
    described('Ask a clinic who it is, before accepting it', partner),
    validate('param', partnerParam),
    async (c) => {
      const { context } = c.var
      return reply(c, await lookUpPartner(context, linkOf(context), lower(c.req.valid('param').serverName)))
    },
  )
  .post(
    '/decisions',
    allow.clinicAdmin,
    described('What would happen between this clinic and another, rule by rule', decision),
    validate('json', decisionInput),
    async (c) => reply(c, ok(await explainDecision(c.var.context, c.req.valid('json')))),
  )
  .post(
    '/:serverName/connection-tests',
    allow.operator,
    described('Goes the way to a clinic step by step and says which one fails', connectionTestOutput),
    validate('param', partnerParam),
    async (c) => {
      const { context } = c.var
      const server = lower(c.req.valid('param').serverName)
      if (server === context.config.clinic.serverName) return reply(c, refused({ code: 'bad-input' }))
      return reply(c, ok(await testAndKeep(context, server)))
    },
  )
  .put(
    '/:serverName/card',
    allow.clinicAdmin,
    described('Take what a clinic says of itself now, with the keys that were compared', partner),
    validate('param', partnerParam),
    validate('json', takeCardInput),
    (c) => {
      const { context, person } = c.var
      const server = lower(c.req.valid('param').serverName)
      return reply(c, takeCard(context, server, c.req.valid('json').keyFingerprint, person))
    },
  )
  .put(
    '/:serverName/limits',
    allow.clinicAdmin,
    described('What we let a partner do, and until when', partner),
    validate('param', partnerParam),
    validate('json', limitsInput),
    async (c) => {
      const { context, person } = c.var
      const server = lower(c.req.valid('param').serverName)
      return reply(c, await limitPartnership(context, linkOf(context), server, c.req.valid('json'), person.userId))
    },
  )
  .post(
    '/:serverName/transitions',
    allow.clinicAdmin,
    described('Accept, suspend, resume or end a partnership', partner),
    validate('param', partnerParam),
    validate('json', partnerTransitionInput),
    async (c) => {
      const { context, person } = c.var
      const server = lower(c.req.valid('param').serverName)
      const move = c.req.valid('json')
      // To decline, or to take an offer back, ends nothing.
      const isGrave = move.to === 'ended' && partnerStatus(context.db, server) !== 'proposed'
      if (isGrave && !person.isConfirmed) return reply(c, refused({ code: 'confirmation-needed' }))
      return reply(c, await movePartnership(context, linkOf(context), server, move, person.userId))
    },
  )
