import { committed, openDatabase, settled } from '../local-store/database.ts'
import { seal, unseal } from '../local-store/sealed.ts'

/**
 * What this browser keeps of one signed-in device, with a key that no script can read out of the browser. Whoever
 * copies the profile from disk finds the access token and the key of the crypto database only wrapped by it.
 */

export const deviceDatabase = 'consilium-device'
const shelf = 'kept'
const localKeyName = 'local-key'

/** Bound into the ciphertext, so that one wrapped secret cannot be taken for another. */
export type SecretName = 'access-token' | 'crypto-key'
/** The names under which they have lain on people's disks from the beginning. */
type KeptSecret = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

/** Opens and closes each time: an open connection would stand in the way of wiping, in this tab and in others. */
const withShelf = async <T>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => T): Promise<Awaited<T>> => {
  const database = await openDatabase(deviceDatabase, { [shelf]: {} })
  try {
    const transaction = database.transaction(shelf, mode, { durability: 'strict' })
    const [result] = await Promise.all([work(transaction.objectStore(shelf)), committed(transaction)])
    return result
  } finally {
    database.close()
  }
}

export const readKept = (name: string): Promise<unknown> => withShelf('readonly', (kept) => settled(kept.get(name)))

/** All of them or none. */
export const keep = (entries: Record<string, unknown>): Promise<void> =>
  withShelf('readwrite', (kept) => {
    for (const [name, value] of Object.entries(entries)) kept.put(value, name)
  })

export const forget = (name: string): Promise<void> =>
  withShelf('readwrite', (kept) => {
    kept.delete(name)
  })

export const newLocalKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

const sealSecret = async (key: CryptoKey, name: SecretName, secret: Uint8Array<ArrayBuffer>): Promise<KeptSecret> => {
  const { nonce, sealed } = await seal(key, name, secret)
  return { iv: nonce, bytes: sealed }
}

const isKept = (value: unknown): value is KeptSecret =>
  typeof value === 'object' && value !== null && 'iv' in value && 'bytes' in value

export const readLocalKey = async (): Promise<CryptoKey | null> => {
  const key = await readKept(localKeyName)
  return key instanceof CryptoKey ? key : null
}

/** Null when it was never kept, or the browser lost the key to it. */
export const readSecret = async (name: SecretName): Promise<Uint8Array<ArrayBuffer> | null> => {
  const [key, sealed] = await Promise.all([readLocalKey(), readKept(name)])
  if (!key || !isKept(sealed)) return null
  return unseal(key, name, { nonce: sealed.iv, sealed: sealed.bytes }).catch(() => null)
}

/** Makes the local key of a new device, and what it wraps. */
export const keepSecrets = async (
  secrets: Record<SecretName, Uint8Array<ArrayBuffer>>,
  beside: Record<string, unknown>,
): Promise<void> => {
  const key = await newLocalKey()
  await keep({
    ...beside,
    [localKeyName]: key,
    'access-token': await sealSecret(key, 'access-token', secrets['access-token']),
    'crypto-key': await sealSecret(key, 'crypto-key', secrets['crypto-key']),
  })
}
