import * as v from 'valibot'
import { listFaults } from './list.ts'

const unixMs = v.number()

/** `PUT /api/federation-list`, clinic admin: taken only with a list that is good, so that a slip shuts nobody out. */
export const subscribeInput = v.object({
  url: v.pipe(v.string(), v.trim(), v.maxLength(500), v.regex(/^https:\/\/[^\s/?#@]+\/\S+$/, 'not an https address')),
  /** The operator's, as PEM. */
  publicKey: v.pipe(v.string(), v.trim(), v.maxLength(2_000), v.includes('-----BEGIN PUBLIC KEY-----')),
})
export type SubscribeInput = v.InferOutput<typeof subscribeInput>

const subscription = v.object({
  url: v.string(),
  /** SHA-256 of the key, in groups of four for reading aloud. */
  keyFingerprint: v.string(),
  version: v.nullable(v.number()),
  issuedAt: v.nullable(unixMs),
  endsAt: v.nullable(unixMs),
  /** False: nobody is let through, because the list has ended or none was taken. */
  isInForce: v.boolean(),
  clinics: v.number(),
  takenAt: v.nullable(unixMs),
  triedAt: v.nullable(unixMs),
  /** Of the last try; null when it was good. */
  fault: v.nullable(v.picklist(listFaults)),
})

/** `GET /api/federation-list`, clinic admin; null: this clinic goes by its partnerships alone. */
export const subscriptionOutput = v.object({ subscription: v.nullable(subscription) })
export type SubscriptionOutput = v.InferOutput<typeof subscriptionOutput>
