import { lazy } from 'solid-js'

/** Apart from the rest: it is needed once in the life of an account. */
export const InvitationEntry = lazy(async () => ({ default: (await import('./InvitationEntry.tsx')).InvitationEntry }))
