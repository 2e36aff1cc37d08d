import { type MatrixClient, PendingEventOrdering } from 'matrix-js-sdk'
import { createMemo, createRoot } from 'solid-js'
import { serverOf } from '#shared/matrix/ids.ts'
import { localUrlsIn } from '#shared/media/local-urls.ts'
import { askIdentity } from './ask-identity.ts'
import { atProvider } from './at-provider.ts'
import { isOfOwnClinic } from './clinic-rooms.ts'
import { watchConnection } from './connection.ts'
import { type Credentials, openLocalKey } from './credentials.ts'
import { retryDecryption } from './decryption-retry.ts'
import { createDevices } from './devices.ts'
import { openDrafts } from './drafts.ts'
import { createEncryption } from './encryption.ts'
import { endSilences } from './end-silences.ts'
import { createGroups } from './groups.ts'
import { isGuestCallOfOurs } from './guest-call-rooms.ts'
import { createHistory } from './history.ts'
import { createHistoryKeys } from './history-keys.ts'
import { joinTwins } from './join-twins.ts'
import { joinUnasked } from './join-unasked.ts'
import { allBackedUp } from './key-backup.ts'
import { loadCrypto } from './load-crypto.ts'
import { openMedia } from './media.ts'
import { type OpenClient, openClient } from './open-client.ts'
import { createOwnOpenIdTokens } from './open-id.ts'
import { openOutbox } from './outbox.ts'
import { createOwnName } from './own-name.ts'
import { createPermissions, withoutRefused } from './permissions.ts'
import { createPlannedCalls } from './planned-calls.ts'
import { createSetPusher } from './pusher.ts'
import { createRoomSettings } from './room-settings.ts'
import { createRoomVerbs } from './room-verbs.ts'
import { createRoomViews } from './room-view.ts'
import { createRooms } from './rooms.ts'
import { createRtc } from './rtc.ts'
import { isSame } from './same.ts'
import { saveWhatCame } from './save-sync.ts'
import { createServiceRooms, serviceRoomKinds } from './service-rooms.ts'
import { type Hold, holdSession } from './session-lock.ts'
import { createSpaces } from './spaces.ts'
import { syncFilter } from './sync-filter.ts'
import { twinsOf } from './twins.ts'
import type { Session } from './types.ts'
import { createUnconfirmedDevices } from './unconfirmed-devices.ts'
import { untilWhole } from './until-whole.ts'
import { withUrgentCounts } from './urgency.ts'
import { wasRemoved } from './was-removed.ts'
import { wipeDevice } from './wipe-device.ts'

/**
 * | state | shown | on entry |
 * | --- | --- | --- |
 * | starting | what the last session kept | databases are opened, sync begins |
 * | live | – | the outbox sends, encryption is checked |
 * | offline | that it may be old, and that what is written waits | the homeserver is tried every 2.5 s at most |
 * | elsewhere | that another tab has the session; take it back | databases are closed, the lock is let go |
 * | signed-out | sign-in | everything is closed and this browser wiped |
 *
 * starting → live ↔ offline; elsewhere and signed-out are final: a new session starts at the beginning.
 */

export type OpenOptions = {
  /** What the person has just signed in with: setting up encryption need not ask again. Kept in memory until then. */
  password?: string
  /** Takes the session from the tab that has it, instead of refusing with `open-elsewhere`. */
  takeOver?: boolean
}

/** Few events per room make the first sync small; a room that is opened pages back by itself. */
const firstSyncLimit = 10
const logoutMs = 8_000

/** Tells the homeserver; true when the device is gone there. */
const logOut = async (client: MatrixClient): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), logoutMs)
  })
  const ended = client.logout().then(
    () => true,
    (error: unknown) =>
      typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 'M_UNKNOWN_TOKEN',
  )
  return Promise.race([ended, late]).finally(() => clearTimeout(timer))
}

/** Throws `SessionError`. */
export const openSession = async (credentials: Credentials, options: OpenOptions = {}): Promise<Session> => {
  // Beside the rest; if it fails, opening the client says so.
  loadCrypto().catch(() => {})
  const isIdentified = options.password === undefined ? null : askIdentity(credentials).catch(() => null)
  const hold = await holdSession({ takeOver: options.takeOver ?? false })
  let opened: OpenClient | undefined
  try {
    opened = await openClient(credentials, { isNew: options.password !== undefined })
    return await compose(credentials, options, hold, opened, isIdentified)
  } catch (error) {
    await opened?.close()
    hold.release()
    throw error
  }
}

const compose = async (
  { userId, deviceId, homeserverUrl, isByProvider = false }: Credentials,
  { password }: OpenOptions,
  hold: Hold,
  { client, keyring, syncFetch, claims, wantRoom, completeReceipts, isRestored, save, close }: OpenClient,
  isIdentified: Promise<boolean | null> | null,
): Promise<Session> => {
  const crypto = client.getCrypto()
  if (!crypto) throw new Error('encryption did not start')
  const localKey = await openLocalKey()
  const media = await openMedia(client, userId)
  const [outbox, drafts] = await Promise.all([
    openOutbox({ client, claims, localKey, userId, uploads: media.uploads }),
    openDrafts(userId, localKey),
  ])
  media.forgetAllBut(outbox.entries().flatMap(({ content }) => localUrlsIn(content)))
  const rtc = createRtc(client)
  const consults = createServiceRooms(client, serviceRoomKinds.consult)
  const duties = createServiceRooms(client, serviceRoomKinds.duty)
  const alerts = createServiceRooms(client, serviceRoomKinds.urgent)
  const stopSaving = saveWhatCame(client, save)

  return createRoot((dispose) => {
    const rooms = createRooms(client)
    const isListWhole = () => isRestored() && rooms.isListWhole()
    const verbs = createRoomVerbs(client, { whole: () => untilWhole(isListWhole), want: wantRoom })
    const views = createRoomViews({
      client,
      outbox,
      rooms: rooms.rooms,
      nameOf: verbs.nameOf,
      completeReceipts,
    })
    const history = createHistory(client)
    const { connection, end } = watchConnection(client, syncFetch, () => void finish('signed-out'))
    const isLive = () => connection() === 'live'
    retryDecryption(client, crypto, isLive)
    const own = { userId, deviceId, ...(isByProvider ? { elsewhere: atProvider(homeserverUrl) } : {}) }
    const permissions = createPermissions(client)
    const roomSettings = createRoomSettings(client)
    const allowed = withoutRefused(rooms.rooms, permissions.config)
    const listed = createMemo(() => withUrgentCounts(allowed(), alerts.rooms(), userId))
    const twins = createMemo(() => twinsOf(listed()), undefined, { equals: (a, b) => isSame([...a], [...b]) })
    joinUnasked(client, isLive, (room) => isOfOwnClinic(room, userId) || isGuestCallOfOurs(client, room, userId))
    joinTwins(listed, verbs.joinRoom, isLive)
    endSilences(rooms.rooms, roomSettings, isLive)

    let finished: Promise<boolean> | undefined
    /** True when the homeserver knows that the device is gone. */
    const finish = (as: 'elsewhere' | 'signed-out', atHomeserver: () => Promise<boolean> = async () => true) => {
      finished ??= (async () => {
        stopSaving()
        for (const part of [views, history, rooms, consults, duties, alerts, rtc, outbox, media]) part.close()
        // The SDK's own listeners would still want the crypto store for what is under way.
        client.removeAllListeners()
        client.stopClient()
        const isGone = await atHomeserver()
        await Promise.all([drafts.close(), close()])
        dispose()
        if (as === 'signed-out') await wipeDevice()
        hold.release()
        end(as)
        return isGone
      })()
      return finished
    }
    hold.lost.then(() => finish('elsewhere'))

    const session: Session = {
      userId,
      deviceId,
      serverName: serverOf(userId),
      displayName: createOwnName(client, userId, isLive),
      hasPassword: !isByProvider,
      connection,
      rooms: listed,
      isListReady: rooms.isListReady,
      wantMembers: rooms.wantMembers,
      knowsMember: (roomId, userId) => client.getRoom(roomId)?.getMember(userId) != null,
      isListWhole,
      twins,
      spaces: createSpaces(client),
      roomSettings,
      groups: createGroups(client),
      consults: consults.rooms,
      duties: duties.rooms,
      historyKeys: createHistoryKeys(client),
      alerts: alerts.rooms,
      wantRoom,
      wasRemoved: (roomId) => wasRemoved(client, userId, roomId),
      openRoom(roomId) {
        if (!client.getRoom(roomId)) wantRoom(roomId)
        return views.openRoom(roomId)
      },
      history,
      outbox,
      media: media.files,
      drafts,
      devices: { ...createDevices(client, own), unconfirmed: createUnconfirmedDevices(client, crypto, own) },
      encryption: createEncryption({
        client,
        crypto,
        keyring,
        own,
        isLive,
        openDirect: verbs.openDirect,
        password,
        isIdentified,
      }),
      openDirect: verbs.openDirect,
      joinRoom: verbs.joinRoom,
      declineInvite: verbs.declineInvite,
      leaveRoom: verbs.leaveRoom,
      permissions,
      rtc: rtc.roomCall,
      calls: rtc.calls,
      plannedCalls: createPlannedCalls(client),
      rings: rtc.rings,
      declineRing: rtc.declineRing,
      nameOf: verbs.nameOf,
      setPusher: createSetPusher(client),
      ownOpenIdToken: createOwnOpenIdTokens(client, own.deviceId),
      async signOut() {
        // Keys that are nowhere else would be gone with this device.
        if (isLive()) await allBackedUp(crypto).catch(() => false)
        return (await finish('signed-out', () => logOut(client))) ? 'everywhere' : 'only-here'
      },
    }
    client
      .startClient({
        initialSyncLimit: firstSyncLimit,
        lazyLoadMembers: true,
        filter: syncFilter(userId),
        pendingEventOrdering: PendingEventOrdering.Detached,
        disablePresence: true,
      })
      // What fails on the way to the first sync is tried again by the SDK, and said by `connection`.
      .catch(() => {})
    return session
  })
}
