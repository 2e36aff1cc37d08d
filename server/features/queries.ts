import { allFeaturesOn, type Feature, type FeatureSetting, type FeatureSettings } from '#shared/features/feature.ts'
import type { Database } from '../db/open-database.ts'
import { featureSettings } from './tables.ts'

export const readFeatures = (db: Database): FeatureSettings => {
  const decided = db.select().from(featureSettings).all()
  return {
    ...allFeaturesOn,
    ...Object.fromEntries(decided.map(({ feature, isOn, exceptIn }) => [feature, { isOn, exceptIn }])),
  }
}

export const saveFeature = (db: Database, feature: Feature, { isOn, exceptIn }: FeatureSetting): void => {
  const row = { feature, isOn, exceptIn }
  db.insert(featureSettings).values(row).onConflictDoUpdate({ target: featureSettings.feature, set: row }).run()
}
