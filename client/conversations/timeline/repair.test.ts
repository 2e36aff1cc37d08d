import { expect, it } from 'vitest'
import { repairOf } from './repair.ts'

it.each([
  ['no-backup', { isOwn: false, isDeviceLocked: true }, 'confirm-device'],
  ['withheld', { isOwn: false, isDeviceLocked: true }, 'confirm-device'],
  ['withheld-unconfirmed', { isOwn: false, isDeviceLocked: true }, 'confirm-device'],
  ['withheld-unconfirmed', { isOwn: false, isDeviceLocked: false }, 'ask-again'],
  ['waiting-for-keys', { isOwn: true, isDeviceLocked: true }, 'confirm-device'],
  ['no-backup', { isOwn: false, isDeviceLocked: false }, 'ask-again'],
  // No device of ours has ever had its key.
  ['before-joining', { isOwn: false, isDeviceLocked: true }, 'ask-again'],
  ['unsigned-device', { isOwn: false, isDeviceLocked: true }, 'ask-to-confirm'],
  ['unknown', { isOwn: true, isDeviceLocked: false }, null],
] as const)('what cannot be read (%s, %o) is repaired by: %s', (reason, who, repair) => {
  expect(repairOf(reason, who)).toBe(repair)
})
