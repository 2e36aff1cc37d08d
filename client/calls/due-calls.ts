import type { PlannedCall } from '#shared/calls/planned-calls.ts'

const minuteMs = 60_000
const remindBeforeMs = 10 * minuteMs
/** Whoever is later than this does not need to be told. */
const lateMs = 15 * minuteMs

/** Of which one is reminded now. */
export const dueCalls = (calls: readonly PlannedCall[], now: number): readonly PlannedCall[] =>
  calls.filter(({ start, isOff }) => !isOff && start - remindBeforeMs <= now && now < start + lateMs)

/** Those that begin between two moments. */
export const callsBetween = (calls: readonly PlannedCall[], from: number, until: number): readonly PlannedCall[] =>
  calls.filter(({ start, isOff }) => !isOff && from <= start && start < until)
