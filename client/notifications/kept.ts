import * as v from 'valibot'
import type { Pusher } from '../matrix/types.ts'
import type { QuietHours } from '../workers/notification-of.ts'

/** What this browser remembers; gone at sign-out. */
const names = {
  wanted: 'consilium.notifications',
  subscription: 'consilium.push-subscription',
  quiet: 'consilium.quiet-hours',
  tone: 'consilium.message-tone',
} as const

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
const quietHours = v.object({ from: clock, to: clock })
const subscription = v.object({
  pushkey: v.string(),
  appId: v.string(),
  gatewayUrl: v.string(),
  endpoint: v.string(),
})

const read = <S extends v.GenericSchema>(name: string, schema: S): v.InferOutput<S> | null => {
  try {
    return v.parse(schema, JSON.parse(localStorage.getItem(name) ?? 'null'))
  } catch {
    return null
  }
}
const keep = (name: string, value: unknown) => {
  if (value === null) localStorage.removeItem(name)
  else localStorage.setItem(name, JSON.stringify(value))
}

export const isWanted = (): boolean => read(names.wanted, v.boolean()) ?? false
export const keepWanted = (is: boolean): void => keep(names.wanted, is)

export const keptSubscription = (): (Pusher & { endpoint: string }) | null => read(names.subscription, subscription)
export const keepSubscription = (kept: (Pusher & { endpoint: string }) | null): void => keep(names.subscription, kept)

export const keptQuiet = (): QuietHours | null => read(names.quiet, quietHours)
export const keepQuiet = (quiet: QuietHours | null): void => keep(names.quiet, quiet)

export const isToneWanted = (): boolean => read(names.tone, v.boolean()) ?? true
export const keepToneWanted = (is: boolean): void => keep(names.tone, is)
