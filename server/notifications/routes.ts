import { Hono } from 'hono'
import * as v from 'valibot'
import { serverOf } from '#shared/matrix/ids.ts'
import {
  alertsInput,
  alertsOutput,
  notificationsOutput,
  notifyInput,
  notifyOutput,
  silenceInput,
  subscriptionInput,
  subscriptionOutput,
  unsubscribeInput,
} from '#shared/notifications/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { alertOwn } from './alert-people.ts'
import { notify } from './notify.ts'
import { removeSilence, removeSubscriptionOf, saveSilence } from './queries.ts'
import { subscribe } from './subscribe.ts'
import { vapidKeysOf } from './vapid-keys.ts'

/** A partner's consults of one minute, with everybody on call. */
const mayAlert = createRateLimit({ burst: 120, refillMs: 60_000 })

export const notificationRoutes = new Hono<Env>()
  .get(
    '/',
    allow.ownPerson,
    described('What a browser needs to subscribe to push messages', notificationsOutput),
    (c) => reply(c, ok({ vapidPublicKey: vapidKeysOf(c.var.context.config).publicKey })),
  )
  .put(
    '/subscription',
    allow.ownPerson,
    described('Wake this browser when something comes for me', subscriptionOutput),
    validate('json', subscriptionInput),
    (c) => reply(c, subscribe(c.var.context, c.var.person.userId, c.req.valid('json'))),
  )
  .delete(
    '/subscription',
    allow.ownPerson,
    described('Wake this browser no more', v.object({})),
    validate('json', unsubscribeInput),
    (c) => {
      removeSubscriptionOf(c.var.context.db, c.var.person.userId, c.req.valid('json').pushkey)
      return reply(c, ok({}))
    },
  )
  .put(
    '/silences',
    allow.ownPerson,
    described('Wake me for nothing of a conversation until a time, or again at once', v.object({})),
    validate('json', silenceInput),
    (c) => {
      const { db, now } = c.var.context
      const { userId } = c.var.person
      const { roomId, endsAt } = c.req.valid('json')
      if (endsAt === null) removeSilence(db, userId, roomId)
      else saveSilence(db, { userId, roomId, endsAt }, now())
      return reply(c, ok({}))
    },
  )
  .post(
    '/alerts',
    allow.partnerService,
    described('A partner calls people of this clinic to a room', alertsOutput),
    validate('json', alertsInput),
    async (c) => {
      const { context, person } = c.var
      const { userIds, ...alert } = c.req.valid('json')
      if (!mayAlert(person.serverName, context.now())) return refuse(c, { code: 'rate-limited' })
      const own = userIds.filter((userId) => serverOf(userId) === context.config.clinic.serverName)
      return reply(c, ok({ count: await alertOwn(context, { ...alert, userIds: own }) }))
    },
  )

/** Push Gateway API. Only the own Synapse comes here, and only it and the browser know a pushkey: that is the proof. */
export const pushGatewayRoutes = new Hono<Env>().post(
  '/notify',
  allow.anyone,
  described('The homeserver has news for browsers', notifyOutput),
  validate('json', notifyInput),
  async (c) => reply(c, await notify(c.var.context, c.req.valid('json'))),
)
