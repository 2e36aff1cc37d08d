import { byPriority, type Priority } from '#shared/consults/priority.ts'

/**
 * Whoever switches the sound off means what rings now: what is more urgent is heard all the same, and when nothing rings
 * any more, the next alert is. `at`: the most urgent one when it was switched off.
 */
export const isSilenced = (at: Priority | null, loudest: Priority | null): boolean =>
  at !== null && loudest !== null && byPriority(at, loudest) <= 0
