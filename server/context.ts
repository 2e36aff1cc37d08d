import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import type { ServiceConfig } from './config.ts'
import { type Database, openDatabase } from './db/open-database.ts'
import { openGatewayControl } from './gateway/control-client.ts'
import type { Log } from './log.ts'
import { openFederation } from './matrix/federation.ts'
import { openHomeserver } from './matrix/homeserver.ts'

export type StateEvent = {
  type: string
  state_key: string
  sender: UserId
  content: Record<string, unknown>
  event_id: EventId
}

/** Own Synapse, spoken to as the service account. Throws `HomeserverUnreachable` or `MatrixRefusal`. */
export type Homeserver = {
  serviceAccount: UserId
  createRoom(body: Record<string, unknown>): Promise<RoomId>
  sendState(roomId: RoomId, type: string, stateKey: string, content: unknown): Promise<EventId>
  /** Empty for a room that the service account is not in. */
  state(roomId: RoomId): Promise<StateEvent[]>
  stateContent(roomId: RoomId, type: string, stateKey: string): Promise<Record<string, unknown> | null>
  invite(roomId: RoomId, userId: UserId): Promise<void>
  /** Whether a person of any server is joined, in any room that this server is in (MSC4502). */
  isJoined(roomId: RoomId, userId: UserId): Promise<boolean>
  /** An OpenID token of the service account, by which partners' services know us. */
  openIdToken(): Promise<{ access_token: string; matrix_server_name: string }>
  isAdmin(userId: UserId): Promise<boolean>
  /** Account data of one of our own people; null when there is none. */
  accountData(userId: UserId, type: string): Promise<Record<string, unknown> | null>
  /** Synapse admin API; `path` below `/_synapse/admin`. */
  admin<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** Those that Synapse itself exchanges events with, by now. */
  allowedServers(): Promise<string[]>
  isUp(): Promise<boolean>
}

/** Other clinics, reached through the gateway only. Throws `ServiceRefusal` with the code for the caller. */
export type Federation = {
  /** Whom an OpenID token belongs to, asked at the homeserver that issued it; null when it is not valid. */
  openIdOwner(server: ServerName, accessToken: string): Promise<UserId | null>
  /** A JSON call to a partner's service, signed in as our service account. `path` begins with `/api/`. */
  callPartner<T>(
    server: ServerName,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    timeoutMs?: number,
  ): Promise<T>
  /** The same without signing in, for what a clinic shows to anybody. */
  readPublic<T>(server: ServerName, path: string): Promise<T>
}

export type Gateway = {
  /** Applies the policy at once and says how many live tunnels it cut. */
  apply(policy: FederationPolicy): Promise<{ cut: number }>
  isUp(): Promise<boolean>
}

/** Everything that is built once. Actions take what they need: `Pick<Context, 'db' | 'now'>`. */
export type Context = {
  config: ServiceConfig
  db: Database
  homeserver: Homeserver
  federation: Federation
  gateway: Gateway
  log: Log
  /** Unix time in ms. */
  now(): number
}

/** Builds everything once; `Symbol.dispose` closes what it opened. */
export const openContext = (config: ServiceConfig, log: Log, now: () => number = Date.now): Context & Disposable => {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const db = openDatabase(join(config.dataDir, 'service.db'))
  const homeserver = openHomeserver(config)
  return {
    config,
    db,
    homeserver,
    federation: openFederation(config, { homeserver, now }),
    gateway: openGatewayControl(config.gateway),
    log,
    now,
    [Symbol.dispose]: () => db[Symbol.dispose](),
  }
}

/** Who is calling, as their homeserver vouches. */
export type Person = { userId: UserId; serverName: ServerName; isClinicAdmin: boolean }

/** What a Hono handler finds in `c.var`; `person` is set by every guard but `allow.anyone`. */
export type Env = { Variables: { context: Context; person: Person; requestId: string } }
