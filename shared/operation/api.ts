import * as v from 'valibot'
import { serverName } from '../matrix/ids.ts'

/** The parts of a clinic's node, and whether each answers. */
export const partNames = ['homeserver', 'gateway', 'livekit', 'database', 'disk', 'files'] as const
export type PartName = (typeof partNames)[number]

/** How long a line of days may be. */
export const longestDays = 366

export const overviewQuery = v.object({
  days: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(7), v.maxValue(longestDays)), '30'),
  /** The caller's zone: where their days begin. */
  timeZone: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9+/_-]{0,63}$/)), 'UTC'),
})
export type OverviewQuery = v.InferOutput<typeof overviewQuery>

const count = v.number()
const bytes = v.number()

export const dayFigures = v.object({
  /** As `2026-11-29`. */
  day: v.string(),
  /** Conversations that had a call, and people who came into one. */
  calls: count,
  participants: count,
  consultsAsked: count,
  consultsAnswered: count,
  escalations: count,
})
export type DayFigures = v.InferOutput<typeof dayFigures>

/** `GET /api/operation?days=&timeZone=`, clinic admin: how the node is, and what happened on each of the last days. */
export const overviewOutput = v.object({
  parts: v.record(v.picklist(partNames), v.picklist(['up', 'down'])),
  disk: v.object({ freeBytes: v.nullable(bytes), totalBytes: v.nullable(bytes) }),
  store: v.object({ usedBytes: bytes, quotaBytes: bytes }),
  partners: v.array(
    v.object({
      serverName,
      name: v.string(),
      isReachable: v.nullable(v.boolean()),
      delayMs: v.nullable(v.number()),
      clockDifferenceMs: v.nullable(v.number()),
      /** Since when Synapse could not send there, Unix time in ms; null while it can. */
      failingSince: v.nullable(v.number()),
      /** When it will try again, Unix time in ms. */
      nextTryAt: v.nullable(v.number()),
    }),
  ),
  /** Just now; null when LiveKit does not say. */
  running: v.object({ calls: v.nullable(count), participants: v.nullable(count), openConsults: count }),
  /** Oldest first, every day, also those without anything. */
  days: v.array(dayFigures),
})
export type OverviewOutput = v.InferOutput<typeof overviewOutput>
