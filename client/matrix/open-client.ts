import {
  ClientEvent,
  ConnectionError,
  createClient,
  IndexedDBStore,
  type MatrixClient,
  MatrixEvent,
  SyncState,
} from 'matrix-js-sdk'
import { OnlySignedDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type { Accessor } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { watchRest } from './at-rest.ts'
import { type Credentials, openCryptoKey } from './credentials.ts'
import { withEarlyAnswers } from './early-answers.ts'
import { SessionError } from './errors.ts'
import { uploadKeysSoon } from './key-backup.ts'
import { createKeyClaims, type KeyClaims } from './key-claims.ts'
import { loadCrypto } from './load-crypto.ts'
import { createPartialSync } from './partial-sync.ts'
import { quietLogger, silenceSdk } from './quiet-logger.ts'
import { createKeyring, type Keyring } from './recovery-key.ts'
import { restoreRooms } from './restore-rooms.ts'
import { openRoomStore, type RoomStore } from './room-store.ts'
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
  claims: KeyClaims
  /** Brings a room next that has not come yet. */
  wantRoom(roomId: string): void
  /** Asks how far the members of a room have read, where that is not known. */
  completeReceipts(roomId: string): Promise<void>
  /** Every room that an earlier session kept is there. */
  isRestored: Accessor<boolean>
  /** Writes what sync brought. */
  save(): Promise<void>
  close(): Promise<void>
}

/** An interrupted wipe may have left databases of an earlier device, whose key is gone. */
const deleteLeftovers = async (current: string) => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  for (const name of names) if (name.includes(databasePrefix) && !name.includes(current)) await deleteDatabase(name)
}

const openRooms = async (prefix: string): Promise<RoomStore> => {
  try {
    await deleteLeftovers(prefix)
    return await openRoomStore(`${prefix}-rooms`)
  } catch (error) {
    throw new SessionError('no-storage', { cause: error })
  }
}

/** When the SDK has read what was kept of an earlier session, or had its first answer. */
const prepared = (client: MatrixClient): Promise<void> =>
  new Promise((resolve) => {
    const look = (state: SyncState | null) => {
      if (state !== SyncState.Prepared && state !== SyncState.Syncing) return
      client.off(ClientEvent.Sync, look)
      resolve()
    }
    client.on(ClientEvent.Sync, look)
  })

/**
 * The SDK's client with its databases open and keys for signed devices only; it does not sync yet. `isNew`: the device
 * has just been signed in.
 */
export const openClient = async (credentials: Credentials, { isNew }: { isNew: boolean }): Promise<OpenClient> => {
  if (!import.meta.env.DEV) silenceSdk()
  await uploadKeysSoon()
  // A database belongs to one device: with a name of its own, it cannot meet the keys of another.
  const prefix = `${databasePrefix}-${credentials.deviceId}`
  const keyring = createKeyring()
  const syncFetch = createSyncFetch()
  const { homeserverUrl, accessToken } = credentials
  const ask = isNew ? withEarlyAnswers({ homeserverUrl, accessToken, fetch: syncFetch.fetch }) : syncFetch.fetch
  const rooms = await openRooms(prefix)
  // Of the SDK's own store remain members and what is to be sent to devices.
  const store = new IndexedDBStore({ indexedDB, dbName: prefix })
  rooms.takeOver(store)
  const partialSync = createPartialSync({
    ownId: credentials.userId,
    homeserverUrl,
    accessToken,
    fetch: ask,
    async knownRooms() {
      await isPrepared
      return [...client.getRooms().map(({ roomId }) => roomId), ...rooms.held()]
    },
    isRestored: () => restoring.isRestored(),
    restored: (roomIds) => restoring.restored(roomIds),
    isNew,
    untilRest: watchRest(window),
  })
  const claims = createKeyClaims(partialSync.fetch)
  const client = createClient({
    baseUrl: homeserverUrl,
    userId: credentials.userId,
    deviceId: credentials.deviceId,
    accessToken,
    useAuthorizationHeader: true,
    localTimeoutMs: requestTimeoutMs,
    fetchFn: claims.fetch,
    store,
    cryptoCallbacks: keyring.callbacks,
    verificationMethods,
    // Calls go through MatrixRTC; the SDK's own would poll for TURN servers.
    disableVoip: true,
    ...(import.meta.env.DEV ? {} : { logger: quietLogger }),
  })
  const isPrepared = prepared(client)
  client.on(ClientEvent.ReceivedToDeviceMessage, ({ message, encryptionInfo }) => {
    if (encryptionInfo) claims.heardFrom(message.sender as UserId)
  })
  const restoring = restoreRooms(client, rooms)
  const close = async () => {
    restoring.stop()
    client.stopClient()
    rooms.close()
    // The SDK waits for nobody: what it has just sent to devices, it would still take out of the closed queue.
    store.getOldestToDeviceBatch = async () => null
    store.removeToDeviceBatch = async () => {}
    await store.destroy().catch(() => {})
  }
  // Keys that the browser throws away to make room could only come back from the backup.
  void navigator.storage?.persist?.().catch(() => false)
  try {
    const storageKey = await openCryptoKey()
    try {
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
  const wantRoom = (roomId: string) => {
    // Whoever comes by an address asks before the SDK has begun.
    if (rooms.held().has(roomId)) void isPrepared.then(() => restoring.restored([roomId])).catch(() => {})
    else partialSync.want(roomId)
  }
  const completeReceipts = async (roomId: string) => {
    const receipts = await partialSync.receipts(roomId)
    if (receipts) client.getRoom(roomId)?.addReceipt(new MatrixEvent({ ...receipts, room_id: roomId }))
  }
  return {
    client,
    keyring,
    syncFetch,
    claims,
    wantRoom,
    completeReceipts,
    isRestored: restoring.isRestored,
    save: rooms.save,
    close,
  }
}
