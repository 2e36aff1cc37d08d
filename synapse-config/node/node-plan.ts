import { isAbsolute, join } from 'node:path'
import * as v from 'valibot'
import { providerSettings } from '#shared/auth/provider-settings.ts'
import { fileStoreSettings } from '#shared/case-files/store-settings.ts'
import { serverName } from '#shared/matrix/ids.ts'
import { recordSettings } from '#shared/record/record-settings.ts'
import { type NodeSettings, type Ports, portNames, type Secrets } from '../render.ts'
import { acmeSettings } from './certificate/acme-settings.ts'
import type { CertificatePlan } from './certificate/obtain-certificate.ts'
import { pairFileIn } from './certificate/pair.ts'
import { clientFolder, pagesFolder } from './folders.ts'
import { portsFrom } from './ports.ts'

const gibiByte = 1024 ** 3
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1))
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))
const path = v.pipe(v.string(), v.check(isAbsolute, 'a path that begins with a slash'))

export const tlsFiles = v.strictObject({ certFile: path, keyFile: path })
export type TlsFiles = v.InferOutput<typeof tlsFiles>
const tlsByAcme = v.strictObject({ acme: acmeSettings })
const isByAcme = (input: unknown) => typeof input === 'object' && input !== null && 'acme' in input

/** What a clinic decides about its node: all that `npm run clinic` asks, and what it takes from a file. */
export const nodePlan = v.strictObject({
  /** As people read it. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'nothing stands there'), v.maxLength(80)),
  /** What stands behind the colon of every account, for good. */
  serverName,
  /** Web address of the application. */
  url: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/, 'a web address without a path')),
  /** Everything that the node keeps lies in it. */
  folder: path,
  /** IP address that browsers and partners reach. */
  host: v.optional(v.pipe(v.string(), v.ip('an IP address')), '127.0.0.1'),
  /** The parts take a row of ports that begins here, except where `ports` names another one. */
  firstPort: v.optional(v.pipe(port, v.maxValue(65_000)), 8600),
  ports: v.optional(v.partial(v.strictObject(v.entriesFromList(portNames, port))), {}),
  /** WebSocket address of LiveKit for browsers, where a proxy gives it another one than `url` with LiveKit's port. */
  livekitUrl: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^wss?:\/\/[^/]+$/, 'a WebSocket address'))), null),
  /** Of `serverName`, for federation: PEM files that somebody else renews, or one that the node gets by itself. */
  tls: v.lazy((input) => (isByAcme(input) ? tlsByAcme : tlsFiles)),
  /** A private certificate authority that is trusted beside the public ones, as a PEM file. */
  caFile: v.optional(v.nullable(path), null),
  /** A file with server name → host:port of its gateway, instead of DNS. */
  addressesFile: v.optional(v.nullable(path), null),
  caseFiles: v.optional(v.strictObject({ maxFileBytes: bytes, quotaBytes: bytes }), {
    maxFileBytes: 20 * gibiByte,
    quotaBytes: 100 * gibiByte,
  }),
  fileStore: fileStoreSettings,
  record: recordSettings,
  provider: providerSettings,
  /** Who administers the clinic first. */
  admin: v.strictObject({
    localpart: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,60}$/, 'small letters, digits, dots and dashes')),
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  }),
})
export type NodePlan = v.InferOutput<typeof nodePlan>

const faultOf = (issue: v.BaseIssue<unknown>): string => {
  const place = v.getDotPath(issue) ?? 'it'
  if (issue.message.startsWith('Invalid type')) return `${place}: ${issue.expected} is expected, not ${issue.received}`
  if (!issue.message.startsWith('Invalid key')) return `${place}: ${issue.message}`
  return issue.expected === 'never' ? `${place}: is not known` : `${place}: is missing`
}

/** The plan, or what is wrong with it, a line for each fault. */
export const readNodePlan = (
  text: string,
): { plan: NodePlan; faults: null } | { plan: null; faults: readonly string[] } => {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { plan: null, faults: ['it is not JSON'] }
  }
  const result = v.safeParse(nodePlan, parsed)
  if (result.success) return { plan: result.output, faults: null }
  return {
    plan: null,
    faults: result.issues.map(faultOf),
  }
}

export const portsOf = ({ firstPort, ports }: Pick<NodePlan, 'firstPort' | 'ports'>): Ports => ({
  ...portsFrom(firstPort),
  ...ports,
})

export const planFileIn = (folder: string): string => join(folder, 'clinic.json')

/** Where the certificate is that all parts of the node show: federation by the server name, TURN by that of the web address. */
export const tlsFilesOf = ({ tls, folder }: Pick<NodePlan, 'tls' | 'folder'>): TlsFiles => {
  if (!('acme' in tls)) return tls
  const file = pairFileIn(folder)
  return { certFile: file, keyFile: file }
}

/** Null: the hospital brings its certificate along. */
export const certificatePlanOf = ({
  tls,
  folder,
  host,
  serverName: server,
  url,
  caFile,
}: NodePlan): CertificatePlan | null => {
  if (!('acme' in tls)) return null
  const names = [server.replace(/:\d+$/, '').toLowerCase(), new URL(url).hostname]
  return { folder, host, names: [...new Set(names)], settings: tls.acme, caFile }
}

export const settingsOf = (plan: NodePlan, secrets: Secrets, { hasTurn }: { hasTurn: boolean }): NodeSettings => {
  const {
    name,
    serverName: server,
    url,
    folder,
    host,
    caFile,
    addressesFile,
    caseFiles,
    fileStore,
    record,
    provider,
  } = plan
  const ports = portsOf(plan)
  const web = new URL(url)
  return {
    clinic: { name, serverName: server, url },
    folder,
    host,
    ports,
    secrets,
    livekitUrl: plan.livekitUrl ?? `${web.protocol.replace('http', 'ws')}//${web.hostname}:${ports.livekit}`,
    turn: hasTurn ? { host: web.hostname } : null,
    tls: tlsFilesOf(plan),
    caFile,
    clientDir: clientFolder,
    pagesDir: pagesFolder,
    addressesFile,
    caseFiles,
    fileStore,
    record,
    provider,
    passwordAccounts: provider?.passwordsOf === 'first-admin' ? [plan.admin.localpart] : null,
    messageRate: { perSecond: 5, burst: 50 },
    passwordHashRounds: 12,
    extraPushServices: [],
  }
}
