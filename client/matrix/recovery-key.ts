import type { CryptoCallbacks } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { decodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/recovery-key.js'
import { WrongRecoveryKey } from './errors.ts'

/** People copy it with line breaks and spaces of their own. */
export const readRecoveryKey = (text: string): Uint8Array<ArrayBuffer> => {
  try {
    return decodeRecoveryKey(text.replaceAll(/\s+/g, ''))
  } catch (error) {
    throw new WrongRecoveryKey(undefined, { cause: error })
  }
}

/** The key of secret storage, for as long as something is done with it and no longer. */
export type Keyring = {
  callbacks: CryptoCallbacks
  hold(keyId: string, key: Uint8Array<ArrayBuffer>): void
  forget(): void
}

export const createKeyring = (): Keyring => {
  let held: { keyId: string; key: Uint8Array<ArrayBuffer> } | null = null
  const hold = (keyId: string, key: Uint8Array<ArrayBuffer>) => {
    held = { keyId, key }
  }
  return {
    callbacks: {
      getSecretStorageKey: async ({ keys }) => (held && held.keyId in keys ? [held.keyId, held.key] : null),
      cacheSecretStorageKey: (keyId, _info, key) => hold(keyId, key),
    },
    hold,
    forget() {
      held?.key.fill(0)
      held = null
    },
  }
}
