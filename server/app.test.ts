import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { isGuard } from './auth/allow.ts'
import { configForTests, contextForTests, signedIn, withPartner } from './context-for-tests.ts'
import { HomeserverUnreachable, MatrixRefusal } from './errors.ts'
import { folderForTests } from './folder-for-tests.ts'

const nord = '@anna:nord.example'

describe('the service', () => {
  it('has a rule on every route that says who may call it', () => {
    const { routes } = createApp(contextForTests())
    const byRoute = Map.groupBy(
      routes.filter(({ method, path }) => method !== 'ALL' || path.startsWith('/api/case-files')),
      ({ method, path }) => `${method} ${path}`,
    )
    const open = [...byRoute].filter(([, handlers]) => !handlers.some(({ handler }) => isGuard(handler)))
    expect(byRoute.size).toBeGreaterThan(25)
    expect(open.map(([route]) => route)).toEqual([])
  })

  it('runs the rule before anything else of the route', () => {
    const { routes } = createApp(contextForTests())
    const byRoute = Map.groupBy(
      routes.filter(({ method }) => method !== 'ALL'),
      ({ method, path }) => `${method} ${path}`,
    )
    for (const [route, handlers] of byRoute) expect([route, isGuard(handlers[0]?.handler ?? {})]).toEqual([route, true])
  })

  it('answers an unknown address of the API with a code, not with the client', async () => {
    const answer = await createApp(contextForTests()).request('/api/nothing')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not-found', errcode: 'M_NOT_FOUND' })
  })

  it('says in an error neither what broke nor where, and logs where without what', async () => {
    const context = contextForTests({
      homeserver: { isJoined: () => Promise.reject(new Error('select * from patients where name = Meier')) },
    })
    const answer = await createApp(context).request('/api/consults/!room', { headers: await signedIn(context, nord) })
    expect(answer.status).toBe(500)
    const body = await answer.text()
    expect(JSON.parse(body)).toMatchObject({ code: 'internal', errcode: 'M_UNKNOWN' })
    expect(body + JSON.stringify(context.log.lines)).not.toMatch(/Meier|patients/)
    expect(context.log.lines).toContainEqual(expect.objectContaining({ event: 'request-failed', error: 'Error' }))
  })

  it('says which part is away when membership cannot be asked', async () => {
    for (const [thrown, status] of [
      [new HomeserverUnreachable('down'), 503],
      [new MatrixRefusal(403, 'M_FORBIDDEN'), 403],
      [new MatrixRefusal(429, 'M_LIMIT_EXCEEDED', 1_000), 429],
      [Object.assign(new Error('disk'), { code: 'SQLITE_FULL' }), 507],
    ] as const) {
      const context = contextForTests({ homeserver: { isJoined: () => Promise.reject(thrown) } })
      const answer = await createApp(context).request('/api/consults/!room', { headers: await signedIn(context, nord) })
      expect(answer.status).toBe(status)
    }
  })

  it('names the fields that are wrong and repeats nothing of them', async () => {
    const context = contextForTests()
    const answer = await createApp(context).request('/api/session/introductions/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ introduction: ['Herr Meier!'] }),
    })
    expect(answer.status).toBe(400)
    const body = await answer.text()
    expect(JSON.parse(body)).toMatchObject({ code: 'bad-input', details: { fields: 'introduction' } })
    expect(body).not.toContain('Meier')
  })

  it('refuses what is not JSON, and what is too much of it', async () => {
    const app = createApp(contextForTests())
    const post = (body: string) =>
      app.request('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect((await post('{')).status).toBe(400)
    const large = await post(JSON.stringify({ access_token: 'x'.repeat(2_000_000) }))
    expect([large.status, await large.json()]).toMatchObject([413, { code: 'too-large' }])
  })
})

describe('browsers of', () => {
  const preflight = (app: ReturnType<typeof createApp>, origin: string, path = '/api/consults') =>
    app.request(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })

  it('the own clinic and active partners may read answers, strangers and suspended partners may not', async () => {
    const context = contextForTests()
    withPartner(context, 'sued.example')
    withPartner(context, 'west.example', 'suspended')
    const app = createApp(context)
    const allowed = async (origin: string) => (await preflight(app, origin)).headers.get('access-control-allow-origin')
    expect(await allowed('https://nord.example')).toBe('https://nord.example')
    expect(await allowed('https://sued.example')).toBe('https://sued.example')
    expect(await allowed('https://west.example')).toBeNull()
    expect(await allowed('https://evil.example')).toBeNull()
  })

  it('anybody may read who the clinic is, and where its calls are', async () => {
    const app = createApp(contextForTests())
    const card = await app.request('/api/clinic', { headers: { origin: 'https://any.example' } })
    expect(card.headers.get('access-control-allow-origin')).toBe('*')
    expect(await card.json()).toEqual({
      name: 'Klinik nord.example',
      serverName: 'nord.example',
      url: 'https://nord.example',
      content: { contacts: [], specialties: [], policies: [] },
      livekitUrl: 'ws://127.0.0.1:1',
    })
    const wellKnown = await app.request('/.well-known/matrix/client')
    expect(wellKnown.headers.get('access-control-allow-origin')).toBe('*')
    expect(await wellKnown.json()).toEqual({
      'm.homeserver': { base_url: 'https://nord.example' },
      'org.matrix.msc4143.rtc_foci': [{ type: 'livekit', livekit_service_url: 'https://nord.example/api/calls' }],
    })
  })
})

describe('the client', () => {
  const withClient = () => {
    const clientDir = folderForTests()
    mkdirSync(join(clientDir, 'assets'))
    writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>Consilium</title>')
    writeFileSync(join(clientDir, 'assets', 'main-abc123.js'), `export const text = '${'x'.repeat(5_000)}'`)
    const context = contextForTests({ config: { ...configForTests(), clientDir } })
    withPartner(context, 'sued.example')
    return createApp(context)
  }

  it('comes with a policy that lets it speak to its own clinic and active partners only', async () => {
    const answer = await withClient().request('/')
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('content-security-policy')).toMatchSnapshot()
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })

  it('has its page at every address of its own, also one that ends like a file', async () => {
    const page = { headers: { accept: 'text/html' } }
    for (const path of ['/messages/!room', '/messages/!room:nord.example', '/admin'])
      expect((await withClient().request(path, page)).headers.get('content-type')).toContain('text/html')
  })

  it('gets files compressed and for good, and nothing from outside of its folder', async () => {
    const app = withClient()
    const file = await app.request('/assets/main-abc123.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(file.headers.get('content-encoding')).toBe('br')
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect((await file.arrayBuffer()).byteLength).toBeLessThan(200)
    const again = await app.request('/assets/main-abc123.js', {
      headers: { 'accept-encoding': 'gzip, br', 'if-none-match': file.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    for (const path of ['/assets/absent.js', '/..%2f..%2fetc/passwd.txt', '/assets/..%2f..%2fx.js', '/%00.js'])
      expect((await app.request(path)).status).toBe(404)
  })
})
