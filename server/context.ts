import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HeldRoles } from '#shared/auth/roles.ts'
import type { Refusal } from '#shared/errors.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import type { FileStore } from './case-files/file-store.ts'
import { openFileStore } from './case-files/open-file-store.ts'
import type { ServiceConfig } from './config.ts'
import { type Database, openDatabase } from './db/open-database.ts'
import { type Gateway, openGatewayControl } from './gateway/control-client.ts'
import type { Log } from './log.ts'
import { type Federation, openFederation } from './matrix/federation.ts'
import { type Homeserver, openHomeserver } from './matrix/homeserver.ts'

/** Everything that is built once. Actions take what they need: `Pick<Context, 'db' | 'now'>`. */
export type Context = {
  config: ServiceConfig
  db: Database
  homeserver: Homeserver
  federation: Federation
  gateway: Gateway
  fileStore: FileStore
  log: Log
  /** Unix time in ms. */
  now(): number
}

/** Builds everything once; `Symbol.dispose` closes what it opened. */
export const openContext = async (
  config: ServiceConfig,
  log: Log,
  now: () => number = Date.now,
): Promise<Context & Disposable> => {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const db = openDatabase(join(config.dataDir, 'service.db'))
  const homeserver = openHomeserver(config)
  return {
    config,
    db,
    homeserver,
    federation: openFederation(config, { now }),
    gateway: openGatewayControl(config.gateway),
    fileStore: await openFileStore(config),
    log,
    now,
    [Symbol.dispose]: () => db[Symbol.dispose](),
  }
}

/** Who is calling, as their homeserver vouches. */
export type Person = {
  userId: UserId
  serverName: ServerName
  isClinicAdmin: boolean
  /** Of people of the own clinic. */
  roles: HeldRoles
  /** They have said once more that it is them, a moment ago. */
  isConfirmed: boolean
}

/**
 * What a Hono handler finds in `c.var`; `person` is set by every guard but `allow.anyone`. `caller`: whose session token
 * it is, also when they may do nothing here any more. `refusalNow` asks the guard anew, for what takes long.
 */
export type Env = {
  Variables: {
    context: Context
    person: Person
    caller: UserId | undefined
    refusalNow(): Promise<Refusal | null>
    requestId: string
  }
}
