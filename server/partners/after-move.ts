import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type PartnershipStatus, statusOf } from '#shared/partners/partnership.ts'
import type { Context } from '../context.ts'
import { applyPolicy } from './apply-policy.ts'
import type { PartnerRow } from './queries.ts'

export type PartnerListener = (context: Context, server: ServerName) => void | Promise<void>

/** Called when a partner is suspended or ended, after the gateway is closed: put its people out of what runs. */
export const onPartnerSuspended: PartnerListener[] = []

const openMs = 3_000
const pollMs = 100

const isCut = ({ status }: PartnershipStatus) => status === 'suspended' || status === 'ended'

/**
 * Synapse's module reads the policy a moment after the gateway has it. What people send in between would be dropped,
 * not kept, so nobody is told that the way is open before it is.
 */
const untilOpen = async ({ homeserver, log }: Context, server: ServerName): Promise<void> => {
  const isOpen = async () => (await homeserver.allowedServers()).includes(server)
  for (let waitedMs = 0; waitedMs < openMs; waitedMs += pollMs) {
    if (await isOpen().catch(() => true)) return
    await sleep(pollMs)
  }
  log.error('partnership-not-open', { partner: server })
}

/** Synapse would wait for its next try; now it sends at once what has waited. */
export const wake = (context: Pick<Context, 'homeserver'>, server: ServerName) =>
  // Refused when nothing waits, which is as good.
  context.homeserver.admin('POST', `/v1/federation/destinations/${server}/reset_connection`, {}).catch(() => {})

/** Its people leave the calls of this clinic that run. */
export const putOutOfCalls = async (context: Context, server: ServerName): Promise<void> => {
  const put = await Promise.allSettled(onPartnerSuspended.map(async (listener) => listener(context, server)))
  for (const outcome of put)
    if (outcome.status === 'rejected') context.log.error('suspension-listener-failed', { partner: server })
}

/** Puts a recorded change of status into force: gateway first, then everything that still runs. */
export const afterMove = async (context: Context, before: PartnershipStatus, row: PartnerRow): Promise<void> => {
  const after = statusOf(row)
  const { cut } = await applyPolicy(context)
  if (before.status === after.status && before.by === after.by) return
  context.log.info('partnership-moved', { partner: row.serverName, status: after.status, cut })
  if (isCut(after) && before.status === 'active') await putOutOfCalls(context, row.serverName)
  if (after.status !== 'active') return
  await untilOpen(context, row.serverName)
  await wake(context, row.serverName)
}
