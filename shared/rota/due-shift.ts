import type { OnCallTier } from '../directory/tier.ts'
import type { PlannedShift } from './planned-shift.ts'

/** Whoever comes early takes over early. */
const earlyMs = 15 * 60_000
/** From then on the others see that nobody has come. */
const lateMs = 15 * 60_000

type Mine = {
  /** Of this person. */
  shifts: readonly PlannedShift[]
  /** The duty that they have now, and since when. */
  tier: OnCallTier | null
  since: number | null
  now: number
}

export type DueShift = { ask: 'take-over' | 'hand-over'; shift: PlannedShift }

/** What a person is to be asked: to take over, to hand over, or nothing. */
export const dueShift = ({ shifts, tier, since, now }: Mine): DueShift | null => {
  const running = shifts.filter(({ start, end }) => start <= now && now < end)
  const next = shifts.find(({ start, end }) => start - earlyMs <= now && now < end)
  // Two that follow each other: the one before is not left early for the next.
  if (next && tier !== next.tier && !running.some((one) => one !== next && one.tier === tier))
    return { ask: 'take-over', shift: next }
  if (tier === null || next) return null
  const last = shifts.filter((one) => one.tier === tier && one.end <= now).sort((one, other) => other.end - one.end)[0]
  // Whoever has begun again since then has meant it.
  return last && (since ?? 0) < last.end ? { ask: 'hand-over', shift: last } : null
}

/** Has begun a while ago, and the one who is planned has not come. */
export const isMissed = (shift: PlannedShift, isOnDuty: boolean, now: number): boolean =>
  shift.userId !== null && !isOnDuty && shift.start + lateMs <= now && now < shift.end
