/**
 * What this browser keeps of one signed-in device, with a key that no script can read out of the browser. Whoever
 * copies the profile from disk finds the access token and the key of the crypto database only wrapped by it.
 */

export const deviceDatabase = 'consilium-device'
const shelf = 'kept'
const localKeyName = 'local-key'

/** Bound into the ciphertext, so that one wrapped secret cannot be taken for another. */
export type SecretName = 'access-token' | 'crypto-key'
type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(deviceDatabase, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(shelf)
  return settled(request)
}

/** Opens and closes each time: an open connection would stand in the way of wiping, in this tab and in others. */
const withShelf = async <T>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => T): Promise<Awaited<T>> => {
  const database = await openDatabase()
  try {
    const transaction = database.transaction(shelf, mode, { durability: 'strict' })
    const committed = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const [result] = await Promise.all([work(transaction.objectStore(shelf)), committed])
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

const boundTo = (name: SecretName) => new TextEncoder().encode(name)

export const newLocalKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

export const seal = async (key: CryptoKey, name: SecretName, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(name) }, key, bytes) }
}

export const unseal = async (key: CryptoKey, name: SecretName, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: boundTo(name) }, key, sealed.bytes),
  )

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'iv' in value && 'bytes' in value

export const readLocalKey = async (): Promise<CryptoKey | null> => {
  const key = await readKept(localKeyName)
  return key instanceof CryptoKey ? key : null
}

/** Null when it was never kept, or the browser lost the key to it. */
export const readSecret = async (name: SecretName): Promise<Uint8Array<ArrayBuffer> | null> => {
  const [key, sealed] = await Promise.all([readLocalKey(), readKept(name)])
  if (!key || !isSealed(sealed)) return null
  return unseal(key, name, sealed).catch(() => null)
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
    'access-token': await seal(key, 'access-token', secrets['access-token']),
    'crypto-key': await seal(key, 'crypto-key', secrets['crypto-key']),
  })
}
