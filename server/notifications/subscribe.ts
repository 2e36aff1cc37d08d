import { randomBytes } from 'node:crypto'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { SubscriptionInput, SubscriptionOutput } from '#shared/notifications/api.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { isPushService } from './push-service.ts'
import { removeSubscription, saveSubscription, subscriptionsOf } from './queries.ts'

/** The homeserver keeps pushers apart by it. */
export const appId = 'app.consilium.web'
/** Ward PCs add up; beyond this the oldest browser is forgotten. */
const mostBrowsers = 20

export const subscribe = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  userId: UserId,
  { endpoint, keys }: SubscriptionInput,
): Result<SubscriptionOutput, Refusal> => {
  if (!isPushService(endpoint, config.push.services))
    return refused({ code: 'not-allowed', details: { reason: 'push-service' } })
  const pushkey = randomBytes(24).toString('base64url')
  saveSubscription(db, { pushkey, userId, endpoint, ...keys, createdAt: now() })
  for (const old of subscriptionsOf(db, userId).slice(0, -mostBrowsers)) removeSubscription(db, old.pushkey)
  const { host, port } = config.listen
  return ok({ pushkey, appId, gatewayUrl: `http://${host}:${port}/_matrix/push/v1/notify` })
}
