import type { Accessor } from 'solid-js'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'

export type Device = {
  deviceId: DeviceId
  name: string
  lastSeenAt: number | null
  isCurrent: boolean
  /** Signed by our own identity. */
  isVerified: boolean
}

/** Two own devices, or ours and another person's, prove to each other whose they are: by a code or by emoji. */
export type Verification = {
  id: string
  otherUserId: UserId
  otherDeviceId: DeviceId | null
  isIncoming: boolean
  phase: Accessor<'requested' | 'ready' | 'scanned' | 'comparing' | 'confirming' | 'done' | 'cancelled'>
  /** Why, while `cancelled`: `mismatch` is the one that may mean an attack. */
  cancelled: Accessor<'mismatch' | 'timeout' | 'declined' | 'elsewhere' | 'failed' | null>
  /** Seven; names in the language of the person. */
  emoji: Accessor<{ symbol: string; name: string }[]>
  accept(): Promise<void>
  /** While `ready`: what the other device's camera reads, to be drawn as a QR code; null: it has none. */
  code: Accessor<Uint8ClampedArray | null>
  /** While `ready`: whether the other device shows a code. */
  mayScan: Accessor<boolean>
  /** Throws for a code that is not of this comparison. */
  scan(bytes: Uint8ClampedArray): Promise<void>
  compareEmoji(): Promise<void>
  /** While `comparing` or `scanned`. */
  confirm(): Promise<void>
  mismatch(): void
  cancel(): Promise<void>
}

/**
 * Encryption set-up of this device.
 * `new`: nobody has an identity yet, or making it was interrupted → `setUp()` · `locked`: identity exists, this device
 * is not signed or lacks the backup key → verify against another device or `unlock(recoveryKey)`, or `startOver()` when
 * both are lost · `ready`: signed, with key backup.
 */
export type EncryptionSetup = {
  status: Accessor<'checking' | 'new' | 'locked' | 'ready'>
  /** While `locked`: it was `ready` here, until somebody began anew elsewhere. */
  isReplaced: Accessor<boolean>
  /**
   * Makes identity and key backup in one step. The recovery key is returned once and stored nowhere. When `ready`, it
   * only makes a new recovery key, in place of one that was lost. Throws `WrongPassword`; the password is sent only if
   * the homeserver asks, and without one the one is used that the person has just signed in with.
   */
  setUp(password?: string): Promise<{ recoveryKey: string }>
  /** Throws `WrongRecoveryKey`, or `NoRecovery` when the account has nothing that such a key could open. */
  unlock(recoveryKey: string): Promise<void>
  /** Whether `unlock` would take it on a new device; throws the same, and changes nothing. */
  tryRecoveryKey(recoveryKey: string): Promise<void>
  /** A new identity: earlier messages stay unreadable here, and others see that it changed. Throws `WrongPassword`. */
  startOver(password?: string): Promise<{ recoveryKey: string }>
  /** With another device of our own; without `deviceId`, with whichever answers first. */
  requestVerification(deviceId?: DeviceId): Promise<Verification>
  /** With another person; the request goes through their direct conversation. */
  verifyPerson(userId: UserId): Promise<Verification>
  /** The one under way, or the last one until it is dismissed. */
  verification: Accessor<Verification | null>
  dismissVerification(): void
}
