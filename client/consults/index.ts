import { lazy } from 'solid-js'

export { ConsultAlerts } from './ConsultAlerts.tsx'
export { LockedConsultAlerts } from './LockedConsultAlerts.tsx'
export { createAlerted, createNeedsMe } from './needs-me.ts'
export { createShiftConsults } from './shift-consults.ts'
export { createTaskOfRoom } from './task-of-room.ts'
/** In chunks of their own: alerts are everywhere, lists and forms are not. */
export const ConsultBoard = lazy(async () => ({ default: (await import('./ConsultBoard.tsx')).ConsultBoard }))
export const ConsultsView = lazy(async () => ({ default: (await import('./ConsultsView.tsx')).ConsultsView }))
export const NewConsultView = lazy(async () => ({ default: (await import('./NewConsultView.tsx')).NewConsultView }))
