import type { UndecryptableReason } from '../../matrix/types.ts'

/** What makes a message readable that is not: this device is confirmed, or who wrote it is asked. */
export type Repair = 'confirm-device' | 'ask-again' | 'ask-to-confirm'

/** The ways in which a confirmed device gets a key by itself: from the backup, and from people who trust it. */
const ofThisDevice: readonly UndecryptableReason[] = [
  'waiting-for-keys',
  'no-backup',
  'withheld',
  'withheld-unconfirmed',
  'unknown',
]

export const repairOf = (
  reason: UndecryptableReason,
  { isOwn, isDeviceLocked }: { isOwn: boolean; isDeviceLocked: boolean },
): Repair | null => {
  if (isDeviceLocked && ofThisDevice.includes(reason)) return 'confirm-device'
  if (isOwn) return null
  return reason === 'unsigned-device' ? 'ask-to-confirm' : 'ask-again'
}
