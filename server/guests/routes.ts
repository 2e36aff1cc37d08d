import { Hono } from 'hono'
import * as v from 'valibot'
import {
  enterInput,
  enterOutput,
  guestLinkInput,
  guestLinkOutput,
  guestLinkParam,
  guestLinksOutput,
  guestLinksQuery,
  knockInput,
  knockOutput,
} from '#shared/calls/guests.ts'
import { hostsOf } from '#shared/calls/hosts.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import { sourceOfRequest } from '../auth/source-of-request.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { belongsTo } from '../matrix/belongs-to.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { described, reply, validate } from '../routing.ts'
import { endGuest } from './end-guests.ts'
import { enterCall } from './enter-call.ts'
import { guestLock } from './guest-lock.ts'
import { lookSoon } from './keep-guests.ts'
import { knock } from './knock.ts'
import { makeLink } from './make-link.ts'
import { findGuestCall, findLink, guestCallOf, linksOf } from './queries.ts'
import { viewOf } from './view-of.ts'

/** A waiting room full of patients behind one address; a secret of 256 bits is not found by trying. */
const mayEnter = createRateLimit({ burst: 30, refillMs: 60_000 })
const mayInvite = createRateLimit({ burst: 30, refillMs: 10 * 60_000 })

export const guestRoutes = new Hono<Env>()
  .post(
    '/links',
    allow.memberOf('room'),
    described(
      'A link by which one guest comes into a call of this conversation, asked for by a host',
      guestLinkOutput,
      201,
    ),
    validate('json', guestLinkInput),
    async (c) => {
      const { context, person } = c.var
      if (person.serverName !== context.config.clinic.serverName) return refuse(c, { code: 'not-allowed' })
      if (!mayInvite(person.userId, context.now())) return refuse(c, { code: 'rate-limited' })
      return reply(c, await makeLink(context, roomLock, person, c.req.valid('json')), 201)
    },
  )
  .get(
    '/links',
    allow.calledTo('room'),
    described('The links into the call with guests of a conversation, and who has come by them', guestLinksOutput),
    validate('query', guestLinksQuery),
    async (c) => {
      const { db, now } = c.var.context
      const { room } = c.req.valid('query')
      const links = linksOf(db, guestCallOf(db, room)?.room ?? room)
      return reply(c, ok({ links: links.map((link) => viewOf(link, now())) }))
    },
  )
  .delete(
    '/links/:id',
    allow.ownPerson,
    described('Take a link back; whoever has come by it goes', v.object({})),
    validate('param', guestLinkParam),
    async (c) => {
      const { context, person } = c.var
      const link = findLink(context.db, c.req.valid('param').id)
      if (!link) return refuse(c, { code: 'not-found' })
      const state = await context.homeserver.state(link.room)
      if (!belongsTo(state, person.userId) || !hostsOf(state)(person.userId)) return refuse(c, { code: 'not-found' })
      const call = findGuestCall(context.db, link.room)
      await roomLock(guestLock(call?.conversation ?? link.room), async () => {
        const now = findLink(context.db, link.id)
        if (now) await endGuest(context, now, person.userId)
      })
      return reply(c, ok({}))
    },
  )
  .post(
    '/enter',
    allow.anyone,
    described('The account for a guest who has a link, once', enterOutput, 201),
    validate('json', enterInput),
    async (c) => {
      const { context } = c.var
      if (!mayEnter(sourceOfRequest(c), context.now())) return refuse(c, { code: 'rate-limited' })
      return reply(c, await enterCall(context, c.req.valid('json')), 201)
    },
  )
  .post(
    '/knock',
    allow.personOrGuest,
    described('Wait, as a guest, to be let into the call: all that is told before', knockOutput),
    validate('json', knockInput),
    async (c) => {
      const { context, person } = c.var
      const onNew = ({ room }: { room: RoomId }) => lookSoon(context, room)
      return reply(c, await knock(context, person.userId, c.req.valid('json'), onNew))
    },
  )
