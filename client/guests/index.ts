import { lazy } from 'solid-js'

/** Apart from the rest: whoever is no guest loads nothing of it. */
export const GuestCall = lazy(async () => ({ default: (await import('./GuestCall.tsx')).GuestCall }))
export const GuestEntry = lazy(async () => ({ default: (await import('./GuestEntry.tsx')).GuestEntry }))
export const GuestTaken = lazy(async () => ({ default: (await import('./GuestTaken.tsx')).GuestTaken }))
