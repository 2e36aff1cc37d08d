import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { consultInput, consultParam, transitionInput } from '#shared/consults/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { readOnCall } from '../directory/read-on-call.ts'
import { reply, validate } from '../routing.ts'
import { readConsult, readConsults } from './read-consults.ts'
import { requestConsult } from './request-consult.ts'
import { consultLock } from './room-lock.ts'
import { transitionConsult } from './transition-consult.ts'
import { whoIsOnCall } from './who-is-on-call.ts'

export const consultRoutes = new Hono<Env>()
  .post(
    '/',
    allow.ownPerson,
    describeRoute({ summary: 'Ask a department: makes the room and invites everybody on call' }),
    validate('json', consultInput),
    async (c) => {
      const { context, person } = c.var
      const onCall = whoIsOnCall(context, (serviceId) => readOnCall(context, serviceId))
      return reply(c, await requestConsult(context, onCall, consultLock, person, c.req.valid('json')), 201)
    },
  )
  .get('/', allow.ownPerson, describeRoute({ summary: 'Consults in which I have a part' }), (c) =>
    reply(c, readConsults(c.var.context, c.var.person)),
  )
  .get(
    '/:roomId',
    allow.memberOf('roomId'),
    describeRoute({ summary: 'One consult, as its room says now' }),
    validate('param', consultParam),
    async (c) => reply(c, await readConsult(c.var.context, c.req.valid('param').roomId)),
  )
  .post(
    '/:roomId/transitions',
    allow.memberOf('roomId'),
    describeRoute({ summary: 'Accept, decline, hold, complete or cancel a consult of this clinic' }),
    validate('param', consultParam),
    validate('json', transitionInput),
    async (c) => {
      const { context, person } = c.var
      const { roomId } = c.req.valid('param')
      return reply(c, await transitionConsult(context, consultLock, person, roomId, c.req.valid('json')))
    },
  )
