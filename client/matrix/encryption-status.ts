import type { EncryptionSetup } from './types.ts'

/** What this device and the homeserver say of the account's encryption. */
export type EncryptionFacts = {
  /** Setting up was begun here and not finished: what is there may be half of it. */
  hasBegun: boolean
  /** This device has been set up before. */
  wasReady: boolean
  /** This device is signed by an identity that it trusts. */
  isSigned: boolean
  /** This device can read the backup that the homeserver has, as far as it knows. */
  hasBackupKey: boolean
  /** Null while the homeserver has not been asked, or does not answer. */
  atServer: {
    /** `ours`: this device holds its private keys. */
    identity: 'none' | 'ours' | 'foreign'
    /** A recovery key opens the identity. */
    hasRecovery: boolean
    hasBackup: boolean
  } | null
}

/** A device that is set up says so without the homeserver, so that it starts offline. */
export const setupStatusOf = (facts: EncryptionFacts): ReturnType<EncryptionSetup['status']> => {
  const { hasBegun, isSigned, hasBackupKey, atServer } = facts
  if (!hasBegun && isSigned && hasBackupKey) return 'ready'
  if (!atServer) return 'checking'
  switch (atServer.identity) {
    case 'none':
      return 'new'
    case 'foreign':
      return 'locked'
    case 'ours':
      if (hasBegun || !atServer.hasRecovery || !atServer.hasBackup) return 'new'
      return isSigned && hasBackupKey ? 'ready' : 'locked'
  }
}

/** Somebody has begun anew elsewhere, with the password: the person themselves, or somebody who knows it. */
export const isIdentityReplaced = ({ wasReady, atServer }: Pick<EncryptionFacts, 'wasReady' | 'atServer'>): boolean =>
  wasReady && atServer?.identity === 'foreign'
