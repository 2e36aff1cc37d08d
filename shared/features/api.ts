import * as v from 'valibot'
import { feature, featureSetting, featureSettings } from './feature.ts'

/** What the caller has, by name. */
export const ownFeatures = v.object({ features: v.array(feature) })
export type OwnFeatures = v.InferOutput<typeof ownFeatures>

/**
 * `GET /api/features?known=messaging,consults`: with what the caller knows to have, the answer waits until it is
 * something else, or half a minute.
 */
export const ownFeaturesQuery = v.object({ known: v.optional(v.pipe(v.string(), v.maxLength(200))) })

/** `GET /api/features/settings`, clinic admin: everything, and what would stand still. */
const count = v.number()
export const featureUse = v.object({
  openConsults: count,
  /** Null when LiveKit does not say. */
  peopleInCalls: v.nullable(count),
  openUploads: count,
})
export type FeatureUse = v.InferOutput<typeof featureUse>
export const featureSettingsOutput = v.object({ settings: featureSettings, use: featureUse })
export const changedFeatures = v.object({ settings: featureSettings })

/** `PUT /api/features/settings/:feature`, clinic admin. */
export const featureParam = v.object({ feature })
export const featureInput = featureSetting
