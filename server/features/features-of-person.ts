import { isGuest } from '#shared/calls/guests.ts'
import type { Refusal } from '#shared/errors.ts'
import { type Feature, featuresOf, hasFeature, isOnSomewhere } from '#shared/features/feature.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { findPerson } from '../directory/queries.ts'
import { readFeatures } from './queries.ts'

/** Of a partner's people no department of ours is known: for them holds what holds for the clinic. */
const departmentOf = (db: Database, userId: UserId): string | null => findPerson(db, userId)?.serviceId ?? null

export const featuresOfPerson = (db: Database, userId: UserId): Feature[] =>
  featuresOf(readFeatures(db), departmentOf(db, userId))

const offWith = (feature: Feature): Refusal => ({ code: 'feature-off', details: { feature } })

/** Who is not known by name, or a guest of somebody, has what anybody of the clinic has. */
export const refusalForAnybody = (db: Database, feature: Feature): Refusal | null =>
  isOnSomewhere(readFeatures(db), feature) ? null : offWith(feature)

/** Why somebody may not use a part of the application now; null when they may. */
export const refusalFor = (db: Database, feature: Feature, userId: UserId): Refusal | null => {
  if (isGuest(userId)) return refusalForAnybody(db, feature)
  return hasFeature(readFeatures(db), feature, departmentOf(db, userId)) ? null : offWith(feature)
}

/** The same of a department, whoever asks it. */
export const refusalIn = (db: Database, feature: Feature, department: string): Refusal | null =>
  hasFeature(readFeatures(db), feature, department) ? null : offWith(feature)
