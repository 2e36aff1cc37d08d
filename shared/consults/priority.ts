import type { OnCallTier } from '../directory/tier.ts'

/** FHIR R4 request-priority, least urgent first. */
export const priorities = ['routine', 'urgent', 'asap', 'stat'] as const
export type Priority = (typeof priorities)[number]

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long each tier has to accept before the next one is alerted. */
export const acceptWithinMs: Record<Priority, number> = {
  stat: 5 * minuteMs,
  asap: 15 * minuteMs,
  urgent: 2 * hourMs,
  routine: 24 * hourMs,
}

/** How long the one who accepted has to answer; the time in which they wait for what they asked for does not count. */
export const answerWithinMs: Record<Priority, number> = {
  stat: 30 * minuteMs,
  asap: 2 * hourMs,
  urgent: 8 * hourMs,
  routine: 3 * 24 * hourMs,
}

/** So long after the answer a follow-up question goes to the same consult; later ones are a new one. */
export const followUpWithinMs = 28 * 24 * hourMs

/** Order in which on-call people are alerted. */
export const tiers = ['first', 'second', 'lead'] as const satisfies readonly OnCallTier[]

/** Most urgent first. */
export const byPriority = (a: Priority, b: Priority): number => priorities.indexOf(b) - priorities.indexOf(a)
