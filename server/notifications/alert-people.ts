import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { AlertsInput } from '#shared/notifications/api.ts'
import type { Context } from '../context.ts'
import { subscriptionsOf } from './queries.ts'
import { sendPush } from './send-push.ts'

type AlertContext = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log'>

const partnerTimeoutMs = 10_000

/** Those browsers that the homeserver still knows: one that was signed out, from wherever, hears nothing more. */
const pushersOf = async ({ homeserver }: AlertContext, userId: UserId): Promise<ReadonlySet<string>> => {
  const path = `/v1/users/${encodeURIComponent(userId)}/pushers` as const
  const { pushers } = await homeserver.admin<{ pushers: { pushkey: string }[] }>('GET', path)
  return new Set(pushers.map(({ pushkey }) => pushkey))
}

/** Wakes the browsers of people of this clinic; returns how many. Throws when the homeserver does not answer. */
export const alertOwn = async (context: AlertContext, { roomId, priority, userIds }: AlertsInput): Promise<number> => {
  const counts = await Promise.all(
    [...new Set(userIds)].map(async (userId) => {
      const rows = subscriptionsOf(context.db, userId)
      if (rows.length === 0) return 0
      const pushers = await pushersOf(context, userId)
      const there = rows.filter(({ pushkey }) => pushers.has(pushkey))
      await Promise.all(there.map((row) => sendPush(context, row, { roomId, priority })))
      return there.length
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/**
 * Wakes people wherever they are: those of partners through their own clinic's service. Nobody waits for it, and the
 * room says the same to whoever is awake.
 */
export const alertPeople = (context: AlertContext, { roomId, priority, userIds }: AlertsInput): void => {
  const own = context.config.clinic.serverName
  for (const [server, people] of Map.groupBy(userIds, serverOf)) {
    const alert = { roomId, priority, userIds: people }
    const told =
      server === own
        ? alertOwn(context, alert)
        : context.federation.callPartner(server, 'POST', '/api/notifications/alerts', alert, partnerTimeoutMs)
    told.catch(() => context.log.warn('alert-not-passed-on', { partner: server }))
  }
}
