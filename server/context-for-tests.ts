import { type ServerName, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { makeSessionToken } from './auth/session-token.ts'
import type { FileStore } from './case-files/file-store.ts'
import { openFolderStore } from './case-files/folder-store.ts'
import type { ServiceConfig } from './config.ts'
import type { Context } from './context.ts'
import { openDatabase } from './db/open-database.ts'
import { folderForTests } from './folder-for-tests.ts'
import type { Gateway } from './gateway/control-client.ts'
import { type RecordedLine, recordLog } from './log.ts'
import type { Federation } from './matrix/federation.ts'
import type { Homeserver } from './matrix/homeserver.ts'
import { savePartner } from './partners/queries.ts'

export const configForTests = (server = 'nord.example'): ServiceConfig => ({
  clinic: { name: `Klinik ${server}`, serverName: server as ServerName, url: `https://${server}` },
  listen: { host: '127.0.0.1', port: 1 },
  homeserver: { url: 'http://127.0.0.1:1', asToken: 'a'.repeat(32), hsToken: 'h'.repeat(32) },
  gateway: { proxyUrl: 'http://127.0.0.1:1', controlUrl: 'http://127.0.0.1:1', controlSecret: 'c'.repeat(32) },
  livekit: {
    url: 'ws://127.0.0.1:1',
    apiUrl: 'http://127.0.0.1:1',
    apiKey: 'devkey',
    apiSecret: 'l'.repeat(32),
  },
  sessionSecret: 's'.repeat(32),
  dataDir: folderForTests(),
  clientDir: null,
  caFile: null,
  caseFiles: { maxFileBytes: 1_000_000, quotaBytes: 10_000_000 },
  fileStore: { kind: 'folder' },
  record: null,
  adminGroups: [],
  auditorGroups: [],
  operatorGroups: [],
  leadGroups: {},
  departmentGroups: {},
  passwordAccounts: null,
  audit: { keepDays: 10 },
  metricsToken: null,
  push: { services: ['https://push.example'] },
})

/** Whatever a test has not given an answer for is down. */
const absent = <T extends object>(part: string, given: Partial<T>): T =>
  new Proxy(given, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new Error(`${part}.${String(name)} has no answer in this test`))),
  }) as T

type Parts = {
  config?: ServiceConfig
  homeserver?: Partial<Homeserver>
  federation?: Partial<Federation>
  gateway?: Partial<Gateway>
  fileStore?: FileStore
  now?: () => number
}

/** A context with a database in memory; fakes only at the network. */
export const contextForTests = (parts: Parts = {}): Context & { log: { lines: RecordedLine[] } } => {
  const config = parts.config ?? configForTests()
  return {
    config,
    db: openDatabase(':memory:'),
    homeserver: absent<Homeserver>('homeserver', {
      serviceAccount: serviceAccountOf(config.clinic.serverName),
      ...parts.homeserver,
    }),
    federation: absent<Federation>('federation', { ...parts.federation }),
    gateway: absent<Gateway>('gateway', { apply: async () => ({ cut: 0 }), isUp: async () => true, ...parts.gateway }),
    fileStore: parts.fileStore ?? openFolderStore(config),
    log: recordLog(),
    now: parts.now ?? (() => 1_800_000_000_000),
  }
}

/** The header of a person who is signed in. */
export const signedIn = async (
  context: Pick<Context, 'config' | 'now'>,
  userId: string,
  { wasAdmin = false, ...confirmed }: { wasAdmin?: boolean; confirmedUntil?: number } = {},
): Promise<{ authorization: string }> => {
  const session = { userId: userId as UserId, wasAdmin, ...confirmed }
  const { token } = await makeSessionToken(context.config, session, context.now())
  return { authorization: `Bearer ${token}` }
}

/** A partnership as it stands when both admins have agreed, or when we have suspended it since. */
export const withPartner = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  server: string,
  ours: 'wanted' | 'suspended' = 'wanted',
): void =>
  savePartner(db, {
    serverName: server as ServerName,
    ours,
    theirs: 'wanted',
    since: now(),
    name: `Klinik ${server}`,
    url: `https://${server}`,
    livekitUrl: `wss://livekit.${server}`,
    keyFingerprint: null,
    card: null,
    changed: null,
    messageId: 'm'.repeat(32),
    isTold: true,
    isChosen: true,
    limits: null,
    theirLimits: null,
    isOver: false,
  })
