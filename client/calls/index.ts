import { lazy } from 'solid-js'

/** In a chunk of its own with livekit-client, which the rest of the application must not load. */
export const CallView = lazy(async () => ({ default: (await import('./CallView.tsx')).CallView }))
export const GuestCallView = lazy(async () => ({ default: (await import('./GuestCallView.tsx')).GuestCallView }))
export const DayView = lazy(async () => ({ default: (await import('./DayView.tsx')).DayView }))
export const PlanCard = lazy(async () => ({ default: (await import('./PlanCard.tsx')).PlanCard }))
export { endCall, useActiveCall } from './active-call.ts'
export { CallAlerts } from './CallAlerts.tsx'
export { CallBanner } from './CallBanner.tsx'
export const CallFaces = lazy(async () => ({ default: (await import('./CallFaces.tsx')).CallFaces }))
export { CallRings } from './CallRings.tsx'
export type { Call } from './join-call.ts'
export { KnockAlerts } from './KnockAlerts.tsx'
export { LockedCallAlert } from './LockedCallAlert.tsx'
export { PlanReminder } from './PlanReminder.tsx'
export { addressOfCall } from './room-address.ts'
export { StartCallButton } from './StartCallButton.tsx'
export const WaitingNotice = lazy(async () => ({ default: (await import('./WaitingNotice.tsx')).WaitingNotice }))
