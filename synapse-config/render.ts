import { isIPv6 } from 'node:net'
import type { ProviderSettings } from '#shared/auth/provider-settings.ts'
import type { FileStoreSettings } from '#shared/case-files/store-settings.ts'
import { serviceLocalpart } from '#shared/matrix/ids.ts'
import type { RecordSettings } from '#shared/record/record-settings.ts'

/**
 * Everything that one clinic's node needs to run, as files: pure, so that the demo, the tests and a real hospital
 * are set up by the same rules. The service and the gateway check their own file when they start.
 */

/**
 * One port each on the node; browsers need `web`, the three of LiveKit and the two of TURN, partners `federation`.
 * `fileStore`: of an object store on the node.
 */
export const portNames = [
  'web',
  'federation',
  'egress',
  'control',
  'homeserver',
  'service',
  'livekit',
  'livekitTcp',
  'livekitUdp',
  'fileStore',
  'turn',
  'turnTls',
] as const
export type Ports = Record<(typeof portNames)[number], number>

/** First and last. */
export type PortRange = readonly [number, number]

/** Where coturn meets LiveKit on the node; as coturn itself has it. */
const usualRelayPorts: PortRange = [49_152, 65_535]

/** Made at set-up, one value for each clinic; at least 32 characters each. */
export const secretNames = [
  'registration',
  'macaroon',
  'form',
  'asToken',
  'hsToken',
  'control',
  'livekit',
  'session',
  'fileStore',
  'turn',
] as const
export type Secrets = Record<(typeof secretNames)[number], string>

export type NodeSettings = {
  clinic: { name: string; serverName: string; url: string }
  /** Absolute path; what is rendered lies in it. */
  folder: string
  /** IP address that browsers and partners reach; what nobody else needs listens on the loopback address alone. */
  host: string
  ports: Ports
  secrets: Secrets
  /** WebSocket address of LiveKit for browsers. */
  livekitUrl: string
  /** coturn beside LiveKit, for browsers behind a firewall that lets TCP or TLS pass alone; null when there is none. */
  turn: { host: string; relayPorts?: PortRange } | null
  tls: { certFile: string; keyFile: string }
  /** A private certificate authority that partners' certificates come from, or null. */
  caFile: string | null
  /** The built client, or null when another server gives it out. */
  clientDir: string | null
  /** What Synapse itself shows in a browser, on the way to the provider and back: `pages/`. */
  pagesDir: string
  /** A file with server name → host:port of its gateway, instead of DNS. For demos and tests; null otherwise. */
  addressesFile: string | null
  caseFiles: { maxFileBytes: number; quotaBytes: number }
  fileStore: FileStoreSettings
  record: RecordSettings
  /** The hospital's own OpenID provider, or null. */
  provider: ProviderSettings
  /** Names, before the colon, of the accounts that sign in by a password; null: all do. */
  passwordAccounts: readonly string[] | null
  messageRate: { perSecond: number; burst: number }
  /** What a guess at a password costs (bcrypt): each one more doubles it. 12 for passwords that people choose. */
  passwordHashRounds: number
  /** Origins of push services beside those of the browsers' makers. For demos and tests. */
  extraPushServices: readonly string[]
}

/** Chromium, Firefox, Safari and Edge. */
const pushServices = [
  'https://fcm.googleapis.com',
  'https://updates.push.services.mozilla.com',
  'https://*.push.apple.com',
  'https://*.notify.windows.com',
]

export type TemplateName = 'homeserver.yaml' | 'registration.yaml' | 'log.yaml' | 'livekit.yaml' | 'turnserver.conf'
export const templateNames: readonly TemplateName[] = [
  'homeserver.yaml',
  'registration.yaml',
  'log.yaml',
  'livekit.yaml',
  'turnserver.conf',
]

const livekitApiKey = 'consilium'
/** So long a browser may begin to relay by what LiveKit told it when it joined. */
const turnLifetimeS = 4 * 60 * 60

const loopback = '127.0.0.1'
const isLoopback = (host: string) => host === '::1' || host.startsWith('127.')

const turnServersOf = ({ turn, ports, secrets }: Pick<NodeSettings, 'turn' | 'ports' | 'secrets'>) => {
  if (!turn) return []
  const server = { host: turn.host, secret: secrets.turn, ttl: turnLifetimeS }
  return [
    { ...server, port: ports.turn, protocol: 'tcp' },
    { ...server, port: ports.turnTls, protocol: 'tls' },
  ]
}

/** Replaces every `${name}` by the value as JSON; throws when the template names a value that there is not. */
export const fill = (template: string, values: Readonly<Record<string, unknown>>): string =>
  template.replace(/^[^#\n]*/gm, (line) =>
    line.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      if (!(name in values)) throw new Error(`the template names ${name}, which is not a setting`)
      return JSON.stringify(values[name])
    }),
  )

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One provider is what a hospital has; its name stands in the accounts that it knows, so it is always the same. */
const providerId = 'clinic'

const oidcProviderOf = (provider: NonNullable<ProviderSettings>) => {
  const { userName, name, groups } = provider.claims
  return {
    idp_id: providerId,
    idp_name: provider.name,
    issuer: provider.issuer,
    client_id: provider.clientId,
    client_secret_path: provider.clientSecretFile,
    scopes: provider.scopes,
    // Groups are read anew at each sign-in, and stand in no token that a browser carries.
    user_profile_method: 'userinfo_endpoint',
    // Synapse takes only https otherwise; settings allow http to the machine itself alone.
    skip_verification: provider.issuer.startsWith('http:'),
    // People whom the clinic has made before, by hand or from a file, are the same people.
    allow_existing_users: true,
    // Whose access ends at the provider is signed out here.
    backchannel_logout_enabled: true,
    ...(provider.allowedGroups.length > 0
      ? { attribute_requirements: [{ attribute: groups, one_of: provider.allowedGroups }] }
      : {}),
    user_mapping_provider: {
      module: 'consilium_federation.provider.ProviderMapping',
      config: {
        localpart_template: `{{ user.${userName} }}`,
        display_name_template: `{{ user.${name} }}`,
        groups_claim: groups,
        service_localpart: serviceLocalpart,
      },
    },
  }
}

/** What Synapse is told of the hospital's provider. */
export const providerValues = ({
  clinic,
  ports,
  secrets,
  provider,
}: Pick<NodeSettings, 'clinic' | 'ports' | 'secrets' | 'provider'>) => ({
  oidcProviders: provider ? [oidcProviderOf(provider)] : [],
  // It is the hospital's, not a partner: the gateway does not know it.
  directHosts: provider ? [new URL(provider.issuer).hostname] : [],
  ownPages: [`${clinic.url}/`],
  signIns: provider
    ? { url: `http://${loopback}:${ports.service}/api/admin/provider-sign-ins`, token: secrets.hsToken }
    : null,
})

const valuesOf = ({ clinic, folder, host, ports, secrets, ...settings }: NodeSettings): Record<string, unknown> => {
  const serviceUrl = `http://${loopback}:${ports.service}`
  return {
    serverName: clinic.serverName,
    publicUrl: clinic.url,
    pidFile: `${folder}/synapse.pid`,
    signingKeyFile: `${folder}/signing.key`,
    mediaDir: `${folder}/media`,
    logConfigFile: `${folder}/log.yaml`,
    databaseFile: `${folder}/homeserver.db`,
    policyFile: `${folder}/policy.json`,
    registrationFiles: [`${folder}/registration.yaml`],
    homeserverAddresses: [loopback],
    livekitAddresses: [...new Set([host, loopback])],
    homeserverPort: ports.homeserver,
    registrationSecret: secrets.registration,
    macaroonSecret: secrets.macaroon,
    formSecret: secrets.form,
    egressUrl: `http://${loopback}:${ports.egress}`,
    callServiceUrl: `${clinic.url}/api/calls`,
    messagesPerSecond: settings.messageRate.perSecond,
    messagesBurst: settings.messageRate.burst,
    passwordHashRounds: settings.passwordHashRounds,
    serviceUrl,
    asToken: secrets.asToken,
    hsToken: secrets.hsToken,
    // Of the service, and of the guests to whom it gives an account: no person can have such a name.
    serviceAccountPattern: `@consilium(-guest-.*)?:${escaped(clinic.serverName)}`,
    serviceAliasPattern: `#consilium\\..*:${escaped(clinic.serverName)}`,
    ownPeoplePattern: `@.*:${escaped(clinic.serverName)}`,
    livekitPort: ports.livekit,
    livekitTcpPort: ports.livekitTcp,
    livekitUdpPort: ports.livekitUdp,
    livekitNodeAddress: host,
    livekitNetworks: [`${host}/${isIPv6(host) ? 128 : 32}`],
    // Without an entry LiveKit would send browsers to a public server.
    stunServers: [`${host}:${ports.livekitUdp}`],
    livekitKeys: { [livekitApiKey]: secrets.livekit },
    livekitApiKey,
    livekitWebhooks: [`${serviceUrl}/api/calls/livekit-events`],
    ...providerValues({ clinic, ports, secrets, provider: settings.provider }),
    passwordAccounts: settings.passwordAccounts,
    pagesDir: settings.pagesDir,
    limitQuestions: { url: `${serviceUrl}/api/partners/questions`, token: secrets.hsToken },
    turnServers: turnServersOf({ turn: settings.turn, ports, secrets }),
    turnHost: host,
    turnPort: ports.turn,
    turnTlsPort: ports.turnTls,
    turnSecret: secrets.turn,
    turnRelayFirst: (settings.turn?.relayPorts ?? usualRelayPorts)[0],
    turnRelayLast: (settings.turn?.relayPorts ?? usualRelayPorts)[1],
    turnRealm: clinic.serverName,
    turnCertFile: settings.tls.certFile,
    turnKeyFile: settings.tls.keyFile,
    turnDatabaseFile: `${folder}/turn.db`,
    turnPidFile: `${folder}/turn.pid`,
    isOnLoopback: isLoopback(host),
  }
}

/** As `server/config.ts` reads it. */
const serviceConfigOf = ({ clinic, folder, ports, secrets, ...settings }: NodeSettings) => ({
  clinic,
  listen: { host: loopback, port: ports.service },
  homeserver: { url: `http://${loopback}:${ports.homeserver}`, asToken: secrets.asToken, hsToken: secrets.hsToken },
  gateway: {
    proxyUrl: `http://${loopback}:${ports.egress}`,
    controlUrl: `http://${loopback}:${ports.control}`,
    controlSecret: secrets.control,
  },
  livekit: {
    url: settings.livekitUrl,
    apiUrl: `http://${loopback}:${ports.livekit}`,
    apiKey: livekitApiKey,
    apiSecret: secrets.livekit,
  },
  sessionSecret: secrets.session,
  dataDir: `${folder}/service`,
  clientDir: settings.clientDir,
  caFile: settings.caFile,
  caseFiles: settings.caseFiles,
  fileStore: settings.fileStore,
  record: settings.record,
  adminGroups: settings.provider?.adminGroups ?? [],
  auditorGroups: settings.provider?.auditorGroups ?? [],
  operatorGroups: settings.provider?.operatorGroups ?? [],
  leadGroups: settings.provider?.leadGroups ?? {},
  departmentGroups: settings.provider?.departmentGroups ?? {},
  passwordAccounts: settings.passwordAccounts,
  push: { services: [...pushServices, ...settings.extraPushServices] },
})

/** As `server/gateway/gateway-config.ts` reads it. */
const gatewayConfigOf = ({ clinic, folder, host, ports, secrets, tls, addressesFile }: NodeSettings) => ({
  serverName: clinic.serverName,
  web: { host, port: ports.web },
  federation: { host, port: ports.federation, ...tls },
  egress: { host: loopback, port: ports.egress },
  control: { host: loopback, port: ports.control, secret: secrets.control },
  homeserverUrl: `http://${loopback}:${ports.homeserver}`,
  serviceUrl: `http://${loopback}:${ports.service}`,
  policyFile: `${folder}/policy.json`,
  addressesFile,
})

/** File name → content. `templates` are the files of `templates/` as they stand. */
export const renderNode = (
  settings: NodeSettings,
  templates: Record<TemplateName, string>,
): Record<TemplateName | 'service.json' | 'gateway.json', string> => {
  const values = valuesOf(settings)
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  return {
    'homeserver.yaml': fill(templates['homeserver.yaml'], values),
    'registration.yaml': fill(templates['registration.yaml'], values),
    'log.yaml': fill(templates['log.yaml'], values),
    'livekit.yaml': fill(templates['livekit.yaml'], values),
    'turnserver.conf': fill(templates['turnserver.conf'], values),
    'service.json': json(serviceConfigOf(settings)),
    'gateway.json': json(gatewayConfigOf(settings)),
  }
}
