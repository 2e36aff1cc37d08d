import * as v from 'valibot'
import { feature, featureSetting, featureSettings } from './feature.ts'

/** Another number: what the caller may do has changed, and a new session says it. Earlier services leave it out. */
const standing = v.optional(v.number(), 0)

/** What the caller has, by name. */
export const ownFeatures = v.object({ features: v.array(feature), standing })
export type OwnFeatures = v.InferOutput<typeof ownFeatures>

/**
 * `GET /api/features?known=messaging,consults&standing=0`: with what the caller knows to have, the answer waits until it
 * is something else, or half a minute.
 */
export const ownFeaturesQuery = v.object({
  known: v.optional(v.pipe(v.string(), v.maxLength(200))),
  standing: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/)), '0'),
})

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
