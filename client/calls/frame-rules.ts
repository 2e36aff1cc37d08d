/** How many frames of a picture have been decoded, and since when there are no more of them. */
export type Progress = { frames: number; since: number }

/** A weak line, or a key that has just been changed, may keep a picture for a moment: that is no news. */
const patienceMs = 4_000

export const progressOf = (before: Progress | undefined, frames: number, now: number): Progress =>
  before?.frames === frames ? before : { frames, since: now }

export const standsStill = ({ since }: Progress, now: number): boolean => now - since >= patienceMs
