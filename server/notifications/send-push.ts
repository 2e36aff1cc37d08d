import webPush from 'web-push'
import type { PushMessage } from '#shared/notifications/api.ts'
import type { Context } from '../context.ts'
import { removeSubscription, type SubscriptionRow } from './queries.ts'
import { vapidKeysOf } from './vapid-keys.ts'

/** A message that could not be handed over by then is old news; an alert is repeated anyway. */
const keptSeconds = { alert: 10 * 60, message: 24 * 60 * 60 }
const timeoutMs = 10_000
/** RFC 8030: the push service says that this browser is gone. */
const gone: readonly number[] = [404, 410]

/** False: the browser is gone, and the subscription with it. Whatever else fails is logged, and over. */
export const sendPush = async (
  { config, db, log }: Pick<Context, 'config' | 'db' | 'log'>,
  { pushkey, endpoint, p256dh, auth }: SubscriptionRow,
  message: PushMessage,
): Promise<boolean> => {
  const isAlert = message.priority !== null && message.priority !== 'routine'
  try {
    const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
      vapidDetails: { subject: `https://${config.clinic.serverName}`, ...vapidKeysOf(config) },
      TTL: isAlert ? keptSeconds.alert : keptSeconds.message,
      urgency: isAlert ? 'high' : 'normal',
    })
    const answer = await fetch(request.endpoint, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: new Uint8Array(request.body ?? []),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.body?.cancel()
    if (gone.includes(answer.status)) {
      removeSubscription(db, pushkey)
      return false
    }
    if (!answer.ok) log.warn('push-refused', { status: answer.status })
  } catch {
    log.warn('push-failed', {})
  }
  return true
}
