import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newCertificate } from './certificate-for-tests.ts'
import { checkProvider } from './check-provider.ts'

/** A provider that answers so when it is asked how one signs in; `{own}` stands for its own address. */
const openProvider = async (status: number, answer: string, tls: { cert: string; key: string } | null = null) => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-provider-'))
  const listener: RequestListener = ({ url }, response) => {
    const isAsked = url === '/realms/clinic/.well-known/openid-configuration'
    response.writeHead(isAsked ? status : 404).end(answer.replaceAll('{own}', issuer))
  }
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}/realms/clinic`
  const clientSecretFile = join(folder, 'secret')
  writeFileSync(clientSecretFile, 'hidden\n')
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  onTestFinished(async () => {
    rmSync(folder, { recursive: true })
    if (server.listening) await close()
  })
  const caFile = join(folder, 'ca.pem')
  if (tls) writeFileSync(caFile, tls.cert)
  return { issuer, clientSecretFile, caFile, close }
}

const metadata = (issuer: string) =>
  JSON.stringify({ issuer, authorization_endpoint: '{own}/auth', token_endpoint: '{own}/token' })

test.each([
  ['good', 200, metadata('{own}'), 'says how one signs in there'],
  ['warning', 200, metadata('{own}/'), 'it calls itself http'],
  ['warning', 404, 'no such realm', 'it answers 404'],
  ['fault', 200, '{"page":"of something else"}', 'is no OpenID provider'],
])('a provider that is looked at is %s: %i %s', async (verdict, status, answer, says) => {
  const found = await checkProvider(await openProvider(status, answer), null)
  expect([found.verdict, found.says]).toEqual([verdict, expect.stringContaining(says)])
})

test('a provider that is away keeps nothing from running, a secret that cannot be read does', async () => {
  const { issuer, clientSecretFile, close } = await openProvider(200, metadata('{own}'))
  const noSecret = await checkProvider({ issuer, clientSecretFile: `${clientSecretFile}-of-others` }, null)
  expect([noSecret.verdict, noSecret.says]).toEqual(['fault', expect.stringContaining('no secret can be read')])
  await close()
  const away = await checkProvider({ issuer, clientSecretFile }, null)
  expect([away.verdict, away.says]).toEqual(['warning', expect.stringContaining('nobody listens there')])
})

test('a provider with a certificate of the hospital’s own authority is reached by who trusts that', async () => {
  const { caFile, ...provider } = await openProvider(200, metadata('{own}'), await newCertificate('localhost'))
  const stranger = await checkProvider(provider, null)
  expect([stranger.verdict, stranger.says]).toEqual(['warning', expect.stringContaining('its certificate is refused')])
  expect(stranger).toMatchObject({ mend: expect.stringContaining('caFile') })
  expect((await checkProvider(provider, caFile)).verdict).toBe('good')
  const gone = await checkProvider(provider, `${caFile}-of-others`)
  expect([gone.verdict, gone.says]).toEqual(['warning', expect.stringContaining('ENOENT')])
})
