import { Hono } from 'hono'
import { subscribeInput, subscriptionOutput } from '#shared/federation-list/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { fetchListOf } from './fetch-list.ts'
import { refreshList } from './refresh-list.ts'
import { readSubscription, subscribe, unsubscribe } from './subscribe.ts'

export const federationListRoutes = new Hono<Env>()
  .get('/', allow.operator, described('The signed list that this clinic goes by', subscriptionOutput), (c) =>
    reply(c, ok(readSubscription(c.var.context))),
  )
  .put(
    '/',
    allow.clinicAdmin,
    described('Go by the signed list of an operator', subscriptionOutput),
    validate('json', subscribeInput),
    async (c) => {
      const { context, person } = c.var
      return reply(c, await subscribe(context, fetchListOf(context), person, c.req.valid('json')))
    },
  )
  .delete('/', allow.clinicAdmin, described('Go by partnerships alone', subscriptionOutput), async (c) =>
    reply(c, await unsubscribe(c.var.context, c.var.person)),
  )
  .post('/refresh', allow.clinicAdmin, described('Ask for the list now', subscriptionOutput), async (c) => {
    const { context } = c.var
    await refreshList(context, fetchListOf(context))
    return reply(c, ok(readSubscription(context)))
  })
