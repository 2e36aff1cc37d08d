export type QuarterTurns = 0 | 1 | 2 | 3

/** A quarter turn more, clockwise. */
export const nextTurn: Record<QuarterTurns, QuarterTurns> = { 0: 1, 1: 2, 2: 3, 3: 0 }
