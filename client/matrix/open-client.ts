import { ConnectionError, createClient, IndexedDBStore, type MatrixClient } from 'matrix-js-sdk'
import { OnlySignedDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Credentials, openCryptoKey } from './credentials.ts'
import { SessionError } from './errors.ts'
import { uploadKeysSoon } from './key-backup.ts'
import { loadCrypto } from './load-crypto.ts'
import { quietLogger, silenceSdk } from './quiet-logger.ts'
import { createKeyring, type Keyring } from './recovery-key.ts'
import { createSyncFetch, type SyncFetch } from './sync-fetch.ts'
import { verificationMethods } from './verification.ts'
import { deleteDatabase } from './wipe-device.ts'

/** Joining a room of a partner can take as long as the partner needs. */
const requestTimeoutMs = 60_000
const databasePrefix = 'consilium-matrix'

export type OpenClient = {
  client: MatrixClient
  keyring: Keyring
  syncFetch: SyncFetch
  /** What sync brought is written every five minutes; this writes it now. */
  save(): Promise<void>
  close(): Promise<void>
}

/** An interrupted wipe may have left databases of an earlier device, whose key is gone. */
const deleteLeftovers = async (current: string) => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  for (const name of names) if (name.includes(databasePrefix) && !name.includes(current)) await deleteDatabase(name)
}

/** The SDK's client with its databases open and keys for signed devices only; it does not sync yet. */
export const openClient = async (credentials: Credentials): Promise<OpenClient> => {
  if (!import.meta.env.DEV) silenceSdk()
  await uploadKeysSoon()
  // A database belongs to one device: with a name of its own, it cannot meet the keys of another.
  const prefix = `${databasePrefix}-${credentials.deviceId}`
  const keyring = createKeyring()
  const syncFetch = createSyncFetch()
  const store = new IndexedDBStore({ indexedDB, dbName: prefix })
  const client = createClient({
    baseUrl: credentials.homeserverUrl,
    userId: credentials.userId,
    deviceId: credentials.deviceId,
    accessToken: credentials.accessToken,
    useAuthorizationHeader: true,
    localTimeoutMs: requestTimeoutMs,
    fetchFn: syncFetch.fetch,
    store,
    cryptoCallbacks: keyring.callbacks,
    verificationMethods,
    // Calls go through MatrixRTC; the SDK's own would poll for TURN servers.
    disableVoip: true,
    ...(import.meta.env.DEV ? {} : { logger: quietLogger }),
  })
  const close = async () => {
    client.stopClient()
    await store.destroy().catch(() => {})
  }
  // Keys that the browser throws away to make room could only come back from the backup.
  void navigator.storage?.persist?.().catch(() => false)
  try {
    const storageKey = await openCryptoKey()
    try {
      await deleteLeftovers(prefix)
      await store.startup()
    } catch (error) {
      throw new SessionError('no-storage', { cause: error })
    }
    // Apart from the next step, because a download that failed is no damage.
    await loadCrypto()
    try {
      await client.initRustCrypto({ cryptoDatabasePrefix: prefix, storageKey })
    } catch (error) {
      // After a recent joining the SDK asks the homeserver here: that it does not answer is no damage.
      if (error instanceof ConnectionError) throw error
      throw new SessionError('damaged', { cause: error })
    }
    storageKey.fill(0)
    syncFetch.started()
  } catch (error) {
    await close()
    throw error
  }
  // MSC4153: keys go to devices that their owner has signed, and what other devices send is not shown.
  client.getCrypto()?.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode())
  return { client, keyring, syncFetch, save: () => store.save(true), close }
}
