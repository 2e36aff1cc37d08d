import { Hono } from 'hono'
import * as v from 'valibot'
import { serviceAccountOf } from '#shared/matrix/ids.ts'
import { ok, refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { type EventListener, transactionBody, transactionTaker } from './take-transaction.ts'

const txnParam = v.object({ txnId: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) })
const userParam = v.object({ userId: v.string() })
/** Synapse writes null for what the specification leaves out. */
const pingBody = v.looseObject({ transaction_id: v.nullish(v.string()) })

/** The empty object of a Matrix answer that has nothing to say. */
const nothing = v.object({})

/** What Synapse asks of an application service (Matrix specification, "Application Service API"). */
export const transactionRoutes = (listeners: readonly EventListener[]) => {
  const takeTransaction = transactionTaker(listeners)
  return new Hono<Env>()
    .put(
      '/transactions/:txnId',
      allow.synapse,
      described('Events of rooms that the service account is in', nothing),
      validate('param', txnParam),
      validate('json', transactionBody),
      async (c) => {
        await takeTransaction(c.var.context, c.req.valid('param').txnId, c.req.valid('json').events)
        return reply(c, ok({}))
      },
    )
    .get(
      '/users/:userId',
      allow.synapse,
      described('Whether we have such an account', nothing),
      validate('param', userParam),
      (c) => {
        const isOurs = c.req.valid('param').userId === serviceAccountOf(c.var.context.config.clinic.serverName)
        return reply(c, isOurs ? ok({}) : refused({ code: 'not-found' }))
      },
    )
    .get('/rooms/:alias', allow.synapse, described('Rooms are made before their aliases are asked for', nothing), (c) =>
      reply(c, refused({ code: 'not-found' })),
    )
    .post('/ping', allow.synapse, described('Synapse reaches us', nothing), validate('json', pingBody), (c) =>
      reply(c, ok({})),
    )
}
