import { lazy } from 'solid-js'

export { DutyBar } from './DutyBar.tsx'
export { DutyKeeper } from './DutyKeeper.tsx'
export { DutyLine } from './DutyLine.tsx'
export { createDutyRoom, type DutyRoom } from './duty-room.ts'
export { HandDialog } from './HandDialog.tsx'
export { HandoverCard } from './HandoverCard.tsx'
export { useHanding } from './handing.ts'
export { RosterNotice } from './RosterNotice.tsx'
export type { ShiftAlert, ShiftConsult } from './shift-items.ts'
export { WriteAs } from './WriteAs.tsx'
export { WriteToDuty } from './WriteToDuty.tsx'
export const MyDutyView = lazy(async () => ({ default: (await import('./MyDutyView.tsx')).MyDutyView }))
