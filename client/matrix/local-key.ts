import { type Sealed, seal, unseal } from '../local-store/sealed.ts'
import { keep, readKept } from './device-store.ts'

/**
 * The key to everything that this device writes to its disk. It lies there wrapped itself, by one of two keys:
 *
 * | wrapped by         | opened                                                                        |
 * | ------------------ | ----------------------------------------------------------------------------- |
 * | key of the browser | at every start; that key lies beside it, and no script can read it out        |
 * | passkey            | by the person alone; whoever has the disk has nothing, and no session begins  |
 */
const place = 'local-key'
const names = { wrapped: 'wrapped-local-key', browserKey: 'browser-key', older: 'local-key' } as const
const keyBytes = 32

/** What a passkey has opened, for as long as this page lives. */
let opened: CryptoKey | null = null

const importKey = (raw: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

export const newLocalKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'nonce' in value && 'sealed' in value

const readWrapped = async () => {
  const wrapped = await readKept(names.wrapped)
  return isSealed(wrapped) ? wrapped : null
}
const readKey = async (name: string) => {
  const key = await readKept(name)
  return key instanceof CryptoKey ? key : null
}
const unwrap = async (by: CryptoKey | null): Promise<Uint8Array<ArrayBuffer> | null> => {
  const wrapped = await readWrapped()
  return wrapped && by ? unseal(by, place, wrapped).catch(() => null) : null
}

/** For a device that has just signed in: the key, and what must be kept so that it is found again. */
export const makeLocalKey = async (): Promise<{ key: CryptoKey; beside: Record<string, unknown> }> => {
  const raw = crypto.getRandomValues(new Uint8Array(keyBytes))
  const [key, browserKey] = await Promise.all([importKey(raw), newLocalKey()])
  return { key, beside: { [names.wrapped]: await seal(browserKey, place, raw), [names.browserKey]: browserKey } }
}

/** Null when nobody is signed in, and until the passkey has opened it. */
export const readLocalKey = async (): Promise<CryptoKey | null> => {
  const browserKey = await readKey(names.browserKey)
  const raw = await unwrap(browserKey)
  if (raw) return importKey(raw)
  if (!browserKey && (await readWrapped())) return opened
  // Of a device that signed in before keys were wrapped.
  return readKey(names.older)
}

/** Nothing here can be read before the person has opened it. */
export const isSealedAway = async (): Promise<boolean> =>
  (await readWrapped()) !== null && (await readKey(names.browserKey)) === null

/** False on a device that signed in before keys were wrapped: the browser gives its key to nobody. */
export const maySealAway = async (): Promise<boolean> => (await unwrap(await readKey(names.browserKey))) !== null

/** From now on only `by` opens it; all or nothing, with `beside`. */
export const sealAway = async (by: CryptoKey, beside: Record<string, unknown>): Promise<void> => {
  const raw = await unwrap(await readKey(names.browserKey))
  if (!raw) throw new Error('this device has no key that can be sealed away')
  const [key, wrapped] = await Promise.all([importKey(raw), seal(by, place, raw)])
  raw.fill(0)
  await keep({ ...beside, [names.wrapped]: wrapped }, [names.browserKey])
  opened = key
}

/** False when it is the wrong key. */
export const openSealed = async (by: CryptoKey): Promise<boolean> => {
  const raw = await unwrap(by)
  if (!raw) return false
  opened = await importKey(raw)
  return true
}

/** Gives it back to the browser, which opens it at every start; false when `by` is the wrong key. */
export const unsealForGood = async (by: CryptoKey, beside: Record<string, unknown>, gone: string[]) => {
  const [raw, browserKey] = await Promise.all([unwrap(by), newLocalKey()])
  if (!raw) return false
  await keep({ ...beside, [names.wrapped]: await seal(browserKey, place, raw), [names.browserKey]: browserKey }, gone)
  raw.fill(0)
  return true
}
