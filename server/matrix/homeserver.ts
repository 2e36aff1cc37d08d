import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { localpartOf, serverOf, serviceAccountOf } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'
import { MatrixRefusal } from '../errors.ts'
import { createMatrixClient } from './matrix-client.ts'
import { askAgain, type Shown } from './user-interactive.ts'

const isUpTimeoutMs = 2_000
const reachesTimeoutMs = 8_000
const confirmTokenMs = 60_000
const segment = encodeURIComponent

const orNull = async <T>(call: Promise<T>): Promise<T | null> => {
  try {
    return await call
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return null
    throw error
  }
}

export type StateEvent = {
  type: string
  state_key: string
  sender: UserId
  content: Record<string, unknown>
  event_id: EventId
  /** Unix time in ms, by the clock of the sender's homeserver. */
  origin_server_ts: number
}

export type TimelineEvent = Omit<StateEvent, 'state_key'>

/** Own Synapse, spoken to as the service account. Throws `HomeserverUnreachable` or `MatrixRefusal`. */
export type Homeserver = {
  serviceAccount: UserId
  createRoom(body: Record<string, unknown>): Promise<RoomId>
  sendState(roomId: RoomId, type: string, stateKey: string, content: unknown): Promise<EventId>
  /** Empty for a room that the service account is not in. */
  state(roomId: RoomId): Promise<StateEvent[]>
  stateContent(roomId: RoomId, type: string, stateKey: string): Promise<Record<string, unknown> | null>
  /** Of any room that somebody of ours is in, by now; all of it, or of one type. */
  roomState(roomId: RoomId, type?: string): Promise<StateEvent[]>
  /** Of a room that the service account is in, newest first. */
  newestEvents(roomId: RoomId, type: string): Promise<TimelineEvent[]>
  /**
   * Of the service account, or in the name of somebody of ours. `reason`: a code, by which the invited person's push
   * rules know what it is.
   */
  invite(roomId: RoomId, userId: UserId, reason?: string, account?: UserId): Promise<void>
  remove(roomId: RoomId, userId: UserId): Promise<void>
  /** The room with this alias of our own server; null when there is none. */
  roomByAlias(localpart: string): Promise<RoomId | null>
  deleteAlias(localpart: string): Promise<void>
  /** Whether a person of any server is joined, in any room that this server is in (MSC4502). */
  isJoined(roomId: RoomId, userId: UserId): Promise<boolean>
  /** Puts a delayed event off by its whole delay, or sends it now (MSC4140); false when there is none any more. */
  moveDelayedEvent(delayId: string, move: 'restart' | 'send'): Promise<boolean>
  isAdmin(userId: UserId): Promise<boolean>
  /** Whether one of our own people shows that it is them; null: how they could. */
  confirm(userId: UserId, given: { id: string; password: string | null } | null): Promise<Shown>
  /** An account of our namespace that did not exist, with one device. */
  register(account: UserId): Promise<{ deviceId: string; accessToken: string }>
  /** In the name of an account of our namespace, which has been invited. */
  joinAs(roomId: RoomId, account: UserId): Promise<void>
  /** Ends an account of our namespace for good, and all of its devices; done already is as good. */
  deactivate(account: UserId): Promise<void>
  /** Of the service account, or in the name of somebody of ours. */
  leave(roomId: RoomId, account?: UserId): Promise<void>
  /** Account data of one of our own people; null when there is none. */
  accountData(userId: UserId, type: string): Promise<Record<string, unknown> | null>
  /** Synapse admin API; `path` below `/_synapse/admin`. */
  admin<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** Those that Synapse itself exchanges events with, by now. */
  allowedServers(): Promise<string[]>
  /** Whether Synapse itself gets a signed question answered by another one, now. */
  reaches(server: ServerName): Promise<boolean>
  /** Whether it answers the service's own account, which may not be made yet on a new node. */
  isUp(): Promise<boolean>
}

/** The only door to our own Synapse. */
export const openHomeserver = (config: Pick<ServiceConfig, 'clinic' | 'homeserver'>): Homeserver => {
  const matrix = createMatrixClient(config.homeserver)
  const own = config.clinic.serverName
  const serviceAccount = serviceAccountOf(own)
  const room = (roomId: RoomId) => `/_matrix/client/v3/rooms/${segment(roomId)}`
  const alias = (localpart: string) => `/_matrix/client/v3/directory/room/${segment(`#${localpart}:${own}`)}`

  const isJoinedBy = async (roomId: RoomId, query: Record<string, string>): Promise<boolean> => {
    const path = `/_matrix/client/unstable/io.element.msc4502/rooms/${segment(roomId)}/is_joined`
    return (await matrix<{ joined: boolean }>({ method: 'GET', path, query, timeoutMs: 5_000 })).joined
  }

  return {
    serviceAccount,

    createRoom: async (body) =>
      (await matrix<{ room_id: RoomId }>({ method: 'POST', path: '/_matrix/client/v3/createRoom', body })).room_id,

    async sendState(roomId, type, stateKey, content) {
      const path = `${room(roomId)}/state/${segment(type)}/${segment(stateKey)}`
      // The same state twice is one event to Synapse.
      const sent = await matrix<{ event_id: EventId }>({ method: 'PUT', path, body: content, isIdempotent: true })
      return sent.event_id
    },

    async state(roomId) {
      try {
        return await matrix<StateEvent[]>({ method: 'GET', path: `${room(roomId)}/state` })
      } catch (error) {
        if (error instanceof MatrixRefusal && error.errcode === 'M_FORBIDDEN') return []
        throw error
      }
    },

    stateContent: (roomId, type, stateKey) =>
      orNull(
        matrix<Record<string, unknown>>({
          method: 'GET',
          path: `${room(roomId)}/state/${segment(type)}/${segment(stateKey)}`,
        }),
      ),

    async roomState(roomId, type) {
      const path = `/_synapse/admin/v1/rooms/${segment(roomId)}/state`
      const query: Record<string, string> = type ? { type } : {}
      return (await matrix<{ state: StateEvent[] }>({ method: 'GET', path, query, timeoutMs: 5_000 })).state
    },

    async newestEvents(roomId, type) {
      const query = { dir: 'b', limit: '100', filter: JSON.stringify({ types: [type] }) }
      const path = `${room(roomId)}/messages`
      return (await matrix<{ chunk: TimelineEvent[] }>({ method: 'GET', path, query })).chunk
    },

    async invite(roomId, userId, reason, account) {
      const body = { user_id: userId, ...(reason ? { reason } : {}) }
      const query: Record<string, string> = account ? { user_id: account } : {}
      await matrix({ method: 'POST', path: `${room(roomId)}/invite`, query, body })
    },

    async remove(roomId, userId) {
      await matrix({ method: 'POST', path: `${room(roomId)}/kick`, body: { user_id: userId } })
    },

    async roomByAlias(localpart) {
      return (await orNull(matrix<{ room_id: RoomId }>({ method: 'GET', path: alias(localpart) })))?.room_id ?? null
    },

    async deleteAlias(localpart) {
      await orNull(matrix({ method: 'DELETE', path: alias(localpart), isIdempotent: true }))
    },

    async isJoined(roomId, userId) {
      if (serverOf(userId) === own) return isJoinedBy(roomId, { mxid: userId })
      // What we last heard of a room that our server has left says nothing about who is in it now.
      const [isPersonIn, areWeIn] = await Promise.all([
        isJoinedBy(roomId, { mxid: userId }),
        isJoinedBy(roomId, { server_name: own }),
      ])
      return isPersonIn && areWeIn
    },

    async moveDelayedEvent(delayId, move) {
      const path = `/_matrix/client/unstable/org.matrix.msc4140/delayed_events/${segment(delayId)}/${move}`
      return (await orNull(matrix({ method: 'POST', path, body: {}, isIdempotent: true, timeoutMs: 5_000 }))) !== null
    },

    async register(account) {
      const body = { type: 'm.login.application_service', username: localpartOf(account) }
      const path = '/_matrix/client/v3/register'
      const made = await matrix<{ device_id: string; access_token: string }>({ method: 'POST', path, body })
      return { deviceId: made.device_id, accessToken: made.access_token }
    },

    async joinAs(roomId, account) {
      const path = `/_matrix/client/v3/join/${segment(roomId)}`
      await matrix({ method: 'POST', path, query: { user_id: account }, body: {}, isIdempotent: true })
    },

    async deactivate(account) {
      const path = '/_matrix/client/v3/account/deactivate'
      try {
        await matrix({ method: 'POST', path, query: { user_id: account }, body: { erase: true }, isIdempotent: true })
      } catch (error) {
        // So says Synapse of one that was never made.
        if (!(error instanceof MatrixRefusal && error.errcode === 'M_FORBIDDEN')) throw error
      }
    },

    async leave(roomId, account) {
      const query: Record<string, string> = account ? { user_id: account } : {}
      await matrix({ method: 'POST', path: `${room(roomId)}/leave`, query, body: {}, isIdempotent: true })
    },

    async isAdmin(userId: UserId) {
      const path = `/_synapse/admin/v1/users/${segment(userId)}/admin`
      return (await orNull(matrix<{ admin: boolean }>({ method: 'GET', path, timeoutMs: 5_000 })))?.admin ?? false
    },

    async confirm(userId, given) {
      const path = `/_synapse/admin/v1/users/${segment(userId)}/login`
      // Acts for the person a moment, without a device.
      const body = { valid_until_ms: Date.now() + confirmTokenMs }
      const { access_token } = await matrix<{ access_token: string }>({ method: 'POST', path, body })
      return askAgain(config.homeserver, access_token, userId, given)
    },

    accountData: (userId, type) =>
      orNull(
        matrix<Record<string, unknown>>({
          method: 'GET',
          path: `/_matrix/client/v3/user/${segment(userId)}/account_data/${segment(type)}`,
          query: { user_id: userId },
          timeoutMs: 5_000,
        }),
      ),

    admin: (method, path, body) => matrix({ method, path: `/_synapse/admin${path}`, body }),

    async allowedServers() {
      const path = '/_synapse/client/v1/config/federation_whitelist'
      return (await matrix<{ whitelist: string[] }>({ method: 'GET', path, timeoutMs: 2_000 })).whitelist
    },

    async reaches(server) {
      const path = `/_matrix/client/v3/profile/${segment(serviceAccountOf(server))}`
      try {
        await matrix({ method: 'GET', path, isIdempotent: false, timeoutMs: reachesTimeoutMs })
        return true
      } catch (error) {
        return error instanceof MatrixRefusal && error.status === 404
      }
    },

    async isUp() {
      const path = `/_synapse/admin/v1/users/${segment(serviceAccount)}/admin`
      try {
        await matrix({ method: 'GET', path, isIdempotent: false, timeoutMs: isUpTimeoutMs })
        return true
      } catch {
        return false
      }
    },
  }
}

/** The service account appears with its first registration; a repeated one is refused, which is as good. */
export const registerServiceAccount = async (config: Pick<ServiceConfig, 'clinic' | 'homeserver'>): Promise<void> => {
  const matrix = createMatrixClient(config.homeserver)
  const account = serviceAccountOf(config.clinic.serverName)
  try {
    await matrix({
      method: 'POST',
      path: '/_matrix/client/v3/register',
      body: { type: 'm.login.application_service', username: localpartOf(account), inhibit_login: true },
    })
  } catch (error) {
    if (!(error instanceof MatrixRefusal && error.errcode === 'M_USER_IN_USE')) throw error
  }
  // As for everybody of the clinic: nobody names themselves.
  await matrix({
    method: 'PUT',
    path: `/_synapse/admin/v2/users/${segment(account)}`,
    body: { displayname: config.clinic.name },
    isIdempotent: true,
  })
}

/**
 * Application-service API, "Pinging". Synapse tries a service that was away again after up to eight minutes; asked so,
 * it hands over at once what has waited.
 */
export const askForEvents = async (config: Pick<ServiceConfig, 'homeserver'>): Promise<void> => {
  const matrix = createMatrixClient(config.homeserver)
  await matrix({ method: 'POST', path: '/_matrix/client/v1/appservice/consilium/ping', body: {}, isIdempotent: true })
}
