import { describe, expect, it } from 'vitest'
import { echo, secret, serve, startGateway } from './gateway-for-tests.ts'
import { controlRoutes, federationRoutes, type GatewayRule, type Route, routeOf, webRoutes } from './incoming.ts'

/** Who may come in by what. A route that is not here, or has another rule than here, fails: whoever adds one decides that. */
const rules: Record<string, GatewayRule> = {
  'web: Matrix, for clients': 'anyone',
  'web: Matrix, upload of media': 'anyone',
  'web: Matrix, the rest': 'nobody',
  'web: service and client': 'anyone',
  'federation: service': 'anyone',
  'federation: keys, version and address': 'anyoneUnsigned',
  'federation: whose token it is': 'namedPartner',
  'federation: federation': 'partner',
  'federation: the rest': 'nobody',
  'control: GET /health': 'anyone',
  'control: PUT /policy': 'ownService',
}

/** Addresses that each route is there for; what is like one of them and is not meant stands where it belongs. */
const addresses: Record<string, readonly string[]> = {
  'web: Matrix, for clients': ['/_matrix/client/v3/sync', '/_synapse/client/pick_idp'],
  'web: Matrix, upload of media': ['/_matrix/media/v3/upload', '/_matrix/media/v1/create'],
  'web: Matrix, the rest': [
    '/_synapse/admin/v1/rooms',
    '/_synapse/metrics',
    '/_matrix/federation/v1/version',
    '/_matrix/key/v2/server',
    '/_matrix/app/v1/ping',
    '/_matrix/media/v3/download/nord.localhost/abc',
  ],
  'web: service and client': ['/', '/api/clinic', '/.well-known/matrix/client', '/metrics'],
  'federation: service': ['/api/clinic'],
  'federation: keys, version and address': [
    '/_matrix/key/v2/server',
    '/_matrix/federation/v1/version',
    '/.well-known/matrix/server',
  ],
  'federation: whose token it is': ['/_matrix/federation/v1/openid/userinfo'],
  'federation: federation': [
    '/_matrix/federation/v1/event/$id',
    '/_matrix/federation/v2/send_join/!room/$id',
    '/_matrix/federation/v1/media/download/abc',
    '/_matrix/federation/v1/versions',
    '/_matrix/key/v1/server',
  ],
  'federation: the rest': [
    '/',
    '/metrics',
    '/_matrix/client/v3/sync',
    '/_synapse/admin/v1/rooms',
    '/.well-known/matrix',
  ],
  'control: GET /health': ['/health'],
  'control: PUT /policy': ['/policy'],
}

const callers = [
  'nobody',
  'partner',
  'suspended partner',
  'proposed partner',
  'stranger',
  'service of a partner',
  'service of a stranger',
  'own service',
] as const
type Caller = (typeof callers)[number]

const passes: Record<GatewayRule, readonly Caller[]> = {
  anyone: callers,
  // Who names itself without signing is not asked for its name there.
  anyoneUnsigned: ['nobody', 'partner', 'service of a partner', 'service of a stranger', 'own service'],
  partner: ['partner'],
  namedPartner: ['partner', 'service of a partner'],
  ownService: ['own service'],
  nobody: [],
}

const signedBy = (origin: string) => ({
  authorization: `X-Matrix origin="${origin}",destination="nord.localhost",key="ed25519:1",sig="abc"`,
})
const headersOf: Record<Caller, Record<string, string>> = {
  nobody: {},
  partner: signedBy('sued.localhost'),
  'suspended partner': signedBy('west.localhost'),
  'proposed partner': signedBy('ost.localhost'),
  stranger: signedBy('stranger.example'),
  'service of a partner': { 'x-consilium-origin': 'sued.localhost' },
  'service of a stranger': { 'x-consilium-origin': 'stranger.example' },
  'own service': { authorization: `Bearer ${secret}` },
}

const partners = { 'sued.localhost': 'active', 'west.localhost': 'suspended', 'ost.localhost': 'proposed' } as const

const openAll = async () => {
  const behind = await serve((_request, response) => response.end('in'))
  const [active, other] = [await echo(), await echo()]
  const gateway = await startGateway({
    homeserverUrl: behind.url,
    serviceUrl: behind.url,
    addresses: {
      'sued.localhost': active.address,
      'west.localhost': other.address,
      'ost.localhost': other.address,
      'stranger.example': other.address,
    },
  })
  await gateway.setPolicy(partners)
  return {
    ...gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await behind[Symbol.asyncDispose]()
      active[Symbol.dispose]()
      other[Symbol.dispose]()
    },
  }
}

describe('callers and routes of the gateway', () => {
  const named = (listener: string, routes: readonly Pick<Route, 'name' | 'rule'>[]) =>
    routes.map(({ name, rule }) => [`${listener}: ${name}`, rule] as const)
  const all = [...named('web', webRoutes), ...named('federation', federationRoutes), ...named('control', controlRoutes)]

  it('every route has the rule that the table says, and the table has no other', () => {
    expect(Object.fromEntries(all)).toEqual(rules)
    expect(Object.keys(addresses)).toEqual(Object.keys(rules))
  })

  it.each(Object.entries({ web: webRoutes, federation: federationRoutes }))(
    '%s: each address belongs to the route that the table says',
    (listener, routes) => {
      for (const [name, paths] of Object.entries(addresses))
        if (name.startsWith(`${listener}: `))
          for (const path of paths) expect(`${listener}: ${routeOf(routes, path)?.name}`, path).toBe(name)
    },
  )

  it.each(all)('%s lets in whom its rule names, and nobody else', async (name, rule) => {
    await using gateway = await openAll()
    const status = async (path: string, headers: Record<string, string>): Promise<number> => {
      if (name.startsWith('federation')) return (await gateway.fromPartner(path, headers)).status
      const { host, port } = gateway.config[name.startsWith('web') ? 'web' : 'control']
      const init = name.includes('PUT') ? { method: 'PUT', body: JSON.stringify({ partners: [] }) } : {}
      return (await fetch(`http://${host}:${port}${path}`, { ...init, headers })).status
    }
    for (const path of addresses[name] ?? []) {
      const found: Caller[] = []
      for (const caller of callers) if ((await status(path, headersOf[caller])) === 200) found.push(caller)
      expect(found, path).toEqual(passes[rule])
    }
  })

  it('goes out to active partners for everybody here, and to those it knows for its own service alone', async () => {
    await using gateway = await openAll()
    const isOpen = async (target: string, headers = {}) => {
      const tunnel = await gateway.connectTo(`${target}:443`, headers)
      if (typeof tunnel === 'number') return false
      tunnel.destroy()
      return true
    }
    const marked = { 'proxy-authorization': `Bearer ${secret}` }
    const table: Record<string, [boolean, boolean]> = {}
    for (const target of [...Object.keys(partners), 'stranger.example'])
      table[target] = [await isOpen(target), await isOpen(target, marked)]
    expect(table).toEqual({
      'sued.localhost': [true, true],
      'west.localhost': [false, true],
      'ost.localhost': [false, true],
      'stranger.example': [false, false],
    })
  })
})
