import * as v from 'valibot'
import { isTimeZone } from '../directory/service-times.ts'
import { onCallTier } from '../directory/tier.ts'

/** When a tier must have somebody. */
export const neededWhen = ['always', 'working-hours', 'outside-working-hours', 'never'] as const
export type NeededWhen = (typeof neededWhen)[number]
const needed = v.picklist(neededWhen)

/** How a department plans its duty. */
export const rotaPolicy = v.object({
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'not a time zone')),
  needed: v.object({ first: needed, second: needed, lead: needed } satisfies Record<
    v.InferOutput<typeof onCallTier>,
    unknown
  >),
  /** `ask`: whoever is planned takes the duty over by themselves. `by-plan`: it begins and ends without them. */
  begins: v.picklist(['ask', 'by-plan']),
  /** Whether whoever plans has to agree when colleagues swap. */
  swaps: v.picklist(['free', 'agreed']),
})
export type RotaPolicy = v.InferOutput<typeof rotaPolicy>

/** What holds in a department that has said nothing. Nobody is put on duty without being asked. */
export const usualPolicy = (timeZone: string): RotaPolicy => ({
  timeZone,
  needed: { first: 'always', second: 'never', lead: 'never' },
  begins: 'ask',
  swaps: 'free',
})

export const tiersOf = onCallTier.options
