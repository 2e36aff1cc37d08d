import { type MatrixClient, MatrixError, Method } from 'matrix-js-sdk'
import type { CryptoApi, KeyBackupInfo } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { type AskElsewhere, askPassword } from './ask-password.ts'
import type { EncryptionFacts } from './encryption-status.ts'
import { NoRecovery, WrongRecoveryKey } from './errors.ts'
import { type Keyring, readRecoveryKey } from './recovery-key.ts'

/** Identity, recovery key and backup of the account, step by step; `encryption.ts` says when. */

type Parts = Pick<MatrixClient, 'secretStorage' | 'downloadKeysForUsers' | 'http'>
type Identity = NonNullable<EncryptionFacts['atServer']>['identity']

export const openEncryptionKeys = (
  client: Parts,
  crypto: CryptoApi,
  keyring: Keyring,
  own: { userId: UserId; deviceId: DeviceId; elsewhere?: AskElsewhere },
) => {
  const { secretStorage } = client

  const isSigned = async (): Promise<boolean> => {
    const status = await crypto.getDeviceVerificationStatus(own.userId, own.deviceId)
    return status?.signedByOwner === true && status.crossSigningVerified
  }

  const hasOwnKeys = async (): Promise<boolean> => {
    const { masterKey, selfSigningKey, userSigningKey } = (await crypto.getCrossSigningStatus())
      .privateKeysCachedLocally
    return masterKey && selfSigningKey && userSigningKey
  }

  const publishedKey = async (): Promise<string | undefined> => {
    const { master_keys } = await client.downloadKeysForUsers([own.userId])
    return Object.values(master_keys?.[own.userId]?.keys ?? {})[0]
  }

  /** Asks the homeserver, because the crypto store also knows an identity whose upload failed. */
  const identityAtServer = async (): Promise<Identity> => {
    const published = await publishedKey()
    if (!published) return 'none'
    return published === (await crypto.getCrossSigningKeyId()) && (await hasOwnKeys()) ? 'ours' : 'foreign'
  }

  /** The SDK's own answer is the same for "there is none" and "nobody answered". */
  const backupAtServer = async (): Promise<KeyBackupInfo | null> => {
    try {
      return await client.http.authedRequest<KeyBackupInfo>(Method.Get, '/room_keys/version')
    } catch (error) {
      if (error instanceof MatrixError && error.errcode === 'M_NOT_FOUND') return null
      throw error
    }
  }

  const isReadable = async (backup: KeyBackupInfo | null): Promise<boolean> =>
    backup !== null && (await crypto.isKeyBackupTrusted(backup)).matchesDecryptionKey

  /** What the key opens is there. */
  const openedBy = async (text: string): Promise<{ keyId: string; key: Uint8Array<ArrayBuffer> }> => {
    const key = readRecoveryKey(text)
    const stored = await secretStorage.getKey()
    if (!stored) throw new NoRecovery()
    const [keyId, info] = stored
    if (!(await secretStorage.checkKey(key, info))) throw new WrongRecoveryKey()
    if (!(await crypto.getCrossSigningStatus()).privateKeysInSecretStorage) throw new NoRecovery()
    return { keyId, key }
  }

  return {
    isSigned,
    identityAtServer,
    holdsIdentity: hasOwnKeys,

    /** What is on its way about our own keys has come: it would take the place of newer ones. */
    async catchUp() {
      await crypto.userHasCrossSigningKeys(own.userId, true)
    },

    /** What this device knows by itself. */
    hasBackupKey: async () => (await crypto.getSessionBackupPrivateKey()) !== null,

    async atServer(): Promise<NonNullable<EncryptionFacts['atServer']> & { canReadBackup: boolean }> {
      const identity = await identityAtServer()
      // A new account has neither, and what is asked for in vain fills the console.
      if (identity === 'none') return { identity, hasRecovery: false, hasBackup: false, canReadBackup: false }
      const [recovery, backup] = await Promise.all([crypto.getSecretStorageStatus(), backupAtServer()])
      const canReadBackup = await isReadable(backup)
      return { identity, hasRecovery: recovery.ready, hasBackup: backup !== null, canReadBackup }
    },

    /** The signature may be what an interruption left out. */
    async signDevice() {
      if (!(await isSigned()) || !(await isSignedAtServer(client, own))) await crypto.crossSignDevice(own.deviceId)
    },

    async newIdentity(password: string | undefined) {
      const before = await secretStorage.getDefaultKeyId()
      // The SDK would put the new keys into a storage that we cannot open.
      if (before) await secretStorage.setDefaultKeyId(null)
      try {
        await crypto.bootstrapCrossSigning({
          setupNewCrossSigning: true,
          authUploadDeviceSigningKeys: askPassword(own.userId, password, own.elsewhere),
        })
      } catch (error) {
        if (before) await secretStorage.setDefaultKeyId(before)
        throw error
      }
    },

    /** A new recovery key, and a new backup unless this device can read the one that is there. */
    async newRecoveryKey(): Promise<string> {
      // Without the private keys there would be nothing to recover.
      if (!(await hasOwnKeys())) throw new NoRecovery()
      const generated = await crypto.createRecoveryKeyFromPassphrase()
      const recoveryKey = generated.encodedPrivateKey
      if (!recoveryKey) throw new NoRecovery()
      try {
        await crypto.bootstrapSecretStorage({
          createSecretStorageKey: async () => generated,
          setupNewSecretStorage: true,
          setupNewKeyBackup: !(await isReadable(await backupAtServer())),
        })
      } finally {
        keyring.forget()
      }
      await crypto.checkKeyBackupAndEnable()
      return recoveryKey
    },

    async tryKey(text: string) {
      const { key } = await openedBy(text)
      key.fill(0)
    },

    async recover(text: string) {
      // Where the private keys are not, the SDK would make a new identity in their place.
      const { keyId, key } = await openedBy(text)
      keyring.hold(keyId, key)
      try {
        // Import needs the public keys at hand.
        await crypto.userHasCrossSigningKeys(own.userId, true)
        await crypto.bootstrapCrossSigning({})
        if (await backupAtServer()) await crypto.loadSessionBackupPrivateKeyFromSecretStorage()
        else await crypto.resetKeyBackup()
      } finally {
        keyring.forget()
      }
      await crypto.checkKeyBackupAndEnable()
    },
  }
}

const isSignedAtServer = async (
  client: Pick<MatrixClient, 'downloadKeysForUsers'>,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<boolean> => {
  const { device_keys, self_signing_keys } = await client.downloadKeysForUsers([userId])
  const signingKey = Object.values(self_signing_keys?.[userId]?.keys ?? {})[0]
  const signatures = device_keys[userId]?.[deviceId]?.signatures?.[userId] ?? {}
  return signingKey !== undefined && `ed25519:${signingKey}` in signatures
}
