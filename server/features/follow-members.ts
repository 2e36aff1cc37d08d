import type { Context } from '../context.ts'
import { applyPolicy } from '../partners/apply-policy.ts'
import { onFeaturesChanged, wakeWaiting } from './follow-features.ts'
import { readFeatures } from './queries.ts'

/** Somebody came into a department or left it: what it has otherwise than the clinic holds for them from now on. */
export const followMembers = (context: Pick<Context, 'db' | 'gateway' | 'log' | 'now'>): void => {
  if (Object.values(readFeatures(context.db)).every(({ exceptIn }) => exceptIn.length === 0)) return
  wakeWaiting(context)
  for (const look of onFeaturesChanged) look(context)
  // Synapse holds it for messages. What the gateway does not take now, it gets with the next reconciliation.
  void applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
}
