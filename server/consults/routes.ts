import { Hono } from 'hono'
import {
  consultInput,
  consultOutput,
  consultParam,
  consultsOutput,
  consultsQuery,
  figuresOutput,
  figuresQuery,
  partInput,
  transitionInput,
  unattendedInput,
  unattendedOutput,
} from '#shared/consults/api.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import type { Env } from '../context.ts'
import { readOnCall } from '../directory/read-on-call.ts'
import { refuse } from '../errors.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { described, reply, validate } from '../routing.ts'
import { bringIn } from './bring-in.ts'
import { keepUnattended } from './keep-unattended.ts'
import { readConsult, readConsults } from './read-consults.ts'
import { readFigures } from './read-figures.ts'
import { requestConsult } from './request-consult.ts'
import { transitionConsult } from './transition-consult.ts'
import { whoIsOnCall } from './who-is-on-call.ts'

/** A partner's consults of one minute. */
const mayTell = createRateLimit({ burst: 120, refillMs: 60_000 })

export const consultRoutes = new Hono<Env>()
  .post(
    '/',
    allow.ownPerson,
    described('Ask a department: makes the room and invites everybody on call', consultOutput, 201),
    validate('json', consultInput),
    async (c) => {
      const { context, person } = c.var
      const onCall = whoIsOnCall(context, (serviceId, practitioner) => readOnCall(context, serviceId, practitioner))
      return reply(c, await requestConsult(context, onCall, roomLock, person, c.req.valid('json')), 201)
    },
  )
  .get(
    '/',
    allow.ownPerson,
    described('Consults in which I have a part: those that are open, or those that are over', consultsOutput),
    validate('query', consultsQuery),
    (c) => reply(c, readConsults(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .get(
    '/figures',
    allow.lead,
    described('How soon the departments of this clinic accept and answer', figuresOutput),
    validate('query', figuresQuery),
    (c) => reply(c, readFigures(c.var.context, c.req.valid('query').days)),
  )
  .post(
    '/unattended',
    allow.partnerService,
    described('A partner tells how a consult ended that nobody of this clinic has seen', unattendedOutput),
    validate('json', unattendedInput),
    (c) =>
      mayTell(c.var.person.serverName, c.var.context.now())
        ? reply(c, keepUnattended(c.var.context, c.req.valid('json')))
        : refuse(c, { code: 'rate-limited' }),
  )
  .get(
    '/:roomId',
    allow.memberOf('roomId'),
    described('One consult, as its room says now', consultOutput),
    validate('param', consultParam),
    async (c) => reply(c, await readConsult(c.var.context, c.var.person, c.req.valid('param').roomId)),
  )
  .post(
    '/:roomId/transitions',
    allow.calledTo('roomId'),
    described('Accept, decline, hold, complete or cancel a consult of this clinic', consultOutput),
    validate('param', consultParam),
    validate('json', transitionInput),
    async (c) => {
      const { context, person } = c.var
      const { roomId } = c.req.valid('param')
      return reply(c, await transitionConsult(context, roomLock, person, roomId, c.req.valid('json')))
    },
  )
  .post(
    '/:roomId/parts',
    allow.memberOf('roomId'),
    described('Bring a further specialty into a consult that I have: makes a consult of its own', consultOutput, 201),
    validate('param', consultParam),
    validate('json', partInput),
    async (c) => {
      const { context, person } = c.var
      const onCall = whoIsOnCall(context, (serviceId, practitioner) => readOnCall(context, serviceId, practitioner))
      const { roomId } = c.req.valid('param')
      return reply(c, await bringIn(context, onCall, roomLock, person, roomId, c.req.valid('json')), 201)
    },
  )
