import * as v from 'valibot'
import { specialty } from '../directory/api.ts'
import { onCallTier } from '../directory/tier.ts'
import { serverName, userId } from '../matrix/ids.ts'

const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))

/** One person's time on duty, in this conversation. */
export const shift = v.object({
  userId,
  tier: onCallTier,
  since: unixMs,
  /** Null while it runs. */
  until: v.nullable(unixMs),
})
export type Shift = v.InferOutput<typeof shift>

const handover = v.object({ from: userId, to: userId, at: unixMs })
export type Handover = v.InferOutput<typeof handover>

/** The newest ones that a roster carries; older ones are in the room's history of state events. */
export const keptShifts = 100
export const keptHandovers = 50

/**
 * Content of the state event `app.consilium.duty.roster`: which role a conversation belongs to, and who answers for it
 * and since when. Nothing of what is said. Written by the service account of the role's clinic only.
 */
export const rosterContent = v.object({
  /** Grows by one with every change. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The department whose duty was written to. */
  service: v.object({ id: v.string(), name: v.string(), specialty, serverName }),
  /** Who wrote to it. A conversation belongs to one asker and one role. */
  asker: userId,
  status: v.picklist(['open', 'closed']),
  /** When it was opened last; also calls in whoever has left by themselves before. */
  openedAt: unixMs,
  shifts: v.array(shift),
  /** People who have it without being on duty: they kept it, or it was handed to them before they came. */
  holders: v.array(userId),
  handovers: v.array(handover),
})
export type Roster = v.InferOutput<typeof rosterContent>

/** Null for anything that is not a roster of ours, whoever wrote it. */
export const parseRoster = (content: unknown): Roster | null => {
  const parsed = v.safeParse(rosterContent, content)
  return parsed.success ? parsed.output : null
}

/** What a message carries, inside of its encryption, that is written as the role; believed only by the roster. */
export const roleKey = 'app.consilium.role'
export const roleContent = v.object({ service_id: v.string() })

/** The encrypted event `app.consilium.duty.handover`: what the next one should know. */
export const handoverNote = v.object({ to: userId, note: v.pipe(v.string(), v.trim(), v.maxLength(4000)) })
