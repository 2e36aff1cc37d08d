import { seal, unseal } from '../local-store/sealed.ts'
import { keep, readKept } from './device-store.ts'
import { makeLocalKey, readLocalKey } from './local-key.ts'

/** Whoever copies the profile from disk finds the access token and the key of the crypto database sealed. */

/** Bound into the ciphertext, so that one secret cannot be taken for another. */
type SecretName = 'access-token' | 'crypto-key'
/** The names under which they have lain on people's disks from the beginning. */
type KeptSecret = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

const sealSecret = async (key: CryptoKey, name: SecretName, secret: Uint8Array<ArrayBuffer>): Promise<KeptSecret> => {
  const { nonce, sealed } = await seal(key, name, secret)
  return { iv: nonce, bytes: sealed }
}

const isKept = (value: unknown): value is KeptSecret =>
  typeof value === 'object' && value !== null && 'iv' in value && 'bytes' in value

/** Null when it was never kept, cannot be opened yet, or the browser lost the key to it. */
export const readSecret = async (name: SecretName): Promise<Uint8Array<ArrayBuffer> | null> => {
  const [key, sealed] = await Promise.all([readLocalKey(), readKept(name)])
  if (!key || !isKept(sealed)) return null
  return unseal(key, name, { nonce: sealed.iv, sealed: sealed.bytes }).catch(() => null)
}

/** Of a new device, with a local key of its own. */
export const keepSecrets = async (
  secrets: Record<SecretName, Uint8Array<ArrayBuffer>>,
  beside: Record<string, unknown>,
): Promise<void> => {
  const made = await makeLocalKey()
  await keep({
    ...beside,
    ...made.beside,
    'access-token': await sealSecret(made.key, 'access-token', secrets['access-token']),
    'crypto-key': await sealSecret(made.key, 'crypto-key', secrets['crypto-key']),
  })
}
