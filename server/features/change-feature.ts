import type { Refusal } from '#shared/errors.ts'
import type { Feature, FeatureSetting, FeatureSettings } from '#shared/features/feature.ts'
import { ok, type Result } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { applyPolicy } from '../partners/apply-policy.ts'
import { onFeaturesChanged, wakeWaiting } from './follow-features.ts'
import { readFeatures, saveFeature } from './queries.ts'

/** The admin switches a part of the application on or off. It holds from the next request on; nothing is deleted. */
export const changeFeature = async (
  context: Pick<Context, 'db' | 'gateway' | 'log' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  feature: Feature,
  { isOn, exceptIn }: FeatureSetting,
): Promise<Result<{ settings: FeatureSettings }, Refusal>> => {
  const code = `${feature}-${isOn ? 'on' : 'off'}` as const
  transaction(context.db, (tx) => {
    saveFeature(tx, feature, { isOn, exceptIn: [...new Set(exceptIn)].sort() })
    const details = { who, role: 'admin' as const, code, count: exceptIn.length }
    recordAccess(tx, context.now(), { action: 'feature-changed', details })
  })
  context.log.info('feature-changed', { reason: code })
  wakeWaiting(context)
  for (const look of onFeaturesChanged) look(context)
  // Synapse holds it for messages. What the gateway does not take now, it gets with the next reconciliation.
  await applyPolicy(context).catch(() => context.log.info('policy-not-applied'))
  return ok({ settings: readFeatures(context.db) })
}
