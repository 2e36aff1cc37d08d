import type { Context } from '../context.ts'
import { putOutOfCalls, wake } from './after-move.ts'
import { applyPolicy } from './apply-policy.ts'
import { activePartners, isIncluded } from './queries.ts'

/** Puts what has changed into force: at the gateway, for calls that run, and for what has waited. */
export const settle = async (context: Context, change: () => void): Promise<void> => {
  const openNow = () => activePartners(context.db)
  const inCalls = () => openNow().flatMap((row) => (isIncluded(row, 'teleconsult') ? [row.serverName] : []))
  const [before, calledBefore] = [openNow(), inCalls()]
  change()
  const [after, calledAfter] = [openNow(), inCalls()]
  // What the gateway does not take now, it gets with the next reconciliation.
  await applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
  for (const server of calledBefore.filter((name) => !calledAfter.includes(name))) await putOutOfCalls(context, server)
  const wasOpen = new Set(before.map(({ serverName }) => serverName))
  for (const { serverName } of after) if (!wasOpen.has(serverName)) await wake(context, serverName)
}
