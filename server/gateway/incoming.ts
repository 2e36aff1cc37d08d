/**
 * What comes in by the gateway, and who is let in; the part behind it decides once more. A path that stands nowhere here
 * is not served.
 */
export type GatewayRule =
  | 'anyone'
  /** Anybody who does not claim to speak for a clinic; who does must be an active partner. */
  | 'anyoneUnsigned'
  /** The homeserver of an active partner, by the name that it signs with. Behind us the signature is checked. */
  | 'partner'
  /** The same, or its service, which says its name without signing: a claim is enough to refuse on. */
  | 'namedPartner'
  /** Our own service, by the secret that it shares with the gateway. */
  | 'ownService'
  | 'nobody'

type Part = 'homeserver' | 'service'
export type Route = { name: string; path: RegExp; rule: GatewayRule; to: Part | null }

/** The clinic's web address: browsers and other Matrix clients. Federation and administration are not shown there. */
export const webRoutes: readonly Route[] = [
  { name: 'Matrix, for clients', path: /^\/(?:_matrix|_synapse)\/client\//, rule: 'anyone', to: 'homeserver' },
  {
    // What was uploaded is had by `client` only, which asks who one is.
    name: 'Matrix, upload of media',
    path: /^\/_matrix\/media\/[^/]+\/(?:upload|create|config)(?:\/|$)/,
    rule: 'anyone',
    to: 'homeserver',
  },
  { name: 'Matrix, the rest', path: /^\/(?:_matrix|_synapse)\//, rule: 'nobody', to: null },
  { name: 'service and client', path: /^\//, rule: 'anyone', to: 'service' },
]

/** Where partners come in. */
export const federationRoutes: readonly Route[] = [
  { name: 'service', path: /^\/api\//, rule: 'anyone', to: 'service' },
  {
    name: 'keys, version and address',
    path: /^\/(?:_matrix\/key\/v2\/|_matrix\/federation\/v1\/version$|\.well-known\/matrix\/server$)/,
    rule: 'anyoneUnsigned',
    to: 'homeserver',
  },
  {
    name: 'whose token it is',
    path: /^\/_matrix\/federation\/v1\/openid\/userinfo$/,
    rule: 'namedPartner',
    to: 'homeserver',
  },
  { name: 'federation', path: /^\/_matrix\/(?:federation|key)\//, rule: 'partner', to: 'homeserver' },
  { name: 'the rest', path: /^/, rule: 'nobody', to: null },
]

/** On loopback only. */
export const controlRoutes = [
  { name: 'GET /health', rule: 'anyone' },
  { name: 'PUT /policy', rule: 'ownService' },
] as const satisfies readonly Pick<Route, 'name' | 'rule'>[]

export const routeOf = (routes: readonly Route[], path: string): Route | undefined =>
  routes.find((route) => route.path.test(path))
