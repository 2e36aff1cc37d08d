import { tiers } from './priority.ts'
import type { Task } from './task-content.ts'

/** Whom the timer calls one after the other: the tiers of the first choice, then those of the alternative. */
export type Step = Pick<Task, 'tier' | 'isAlternative'>
export const orderOf = ({ tier, isAlternative }: Step): number =>
  (isAlternative ? tiers.length : 0) + tiers.indexOf(tier)
export const isReached = (step: Step, called: Step): boolean => orderOf(step) <= orderOf(called)

export const nextStep = (task: Pick<Task, 'candidates'> & Step): Step | null => {
  const later = task.candidates.filter((one) => !one.declined && !isReached(one, task))
  const [next] = later.sort((one, other) => orderOf(one) - orderOf(other))
  return next ? { tier: next.tier, isAlternative: next.isAlternative } : null
}
