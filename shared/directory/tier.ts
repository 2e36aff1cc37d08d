import * as v from 'valibot'

/** Order in which on-call people are alerted. */
export const onCallTier = v.picklist(['first', 'second', 'lead'])
export type OnCallTier = v.InferOutput<typeof onCallTier>
