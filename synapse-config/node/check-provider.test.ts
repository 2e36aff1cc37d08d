import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkProvider } from './check-provider.ts'

/** A provider that answers so when it is asked how one signs in; `{own}` stands for its own address. */
const openProvider = async (status: number, answer: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-provider-'))
  const server = createServer(({ url }, response) => {
    const isAsked = url === '/realms/clinic/.well-known/openid-configuration'
    response.writeHead(isAsked ? status : 404).end(answer.replaceAll('{own}', issuer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/clinic`
  const clientSecretFile = join(folder, 'secret')
  writeFileSync(clientSecretFile, 'hidden\n')
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  onTestFinished(async () => {
    rmSync(folder, { recursive: true })
    if (server.listening) await close()
  })
  return { issuer, clientSecretFile, close }
}

const metadata = (issuer: string) =>
  JSON.stringify({ issuer, authorization_endpoint: '{own}/auth', token_endpoint: '{own}/token' })

test.each([
  ['good', 200, metadata('{own}'), 'says how one signs in there'],
  ['warning', 200, metadata('{own}/'), 'it calls itself http'],
  ['warning', 404, 'no such realm', 'it answers 404'],
  ['fault', 200, '{"page":"of something else"}', 'is no OpenID provider'],
])('a provider that is looked at is %s: %i %s', async (verdict, status, answer, says) => {
  const found = await checkProvider(await openProvider(status, answer))
  expect([found.verdict, found.says]).toEqual([verdict, expect.stringContaining(says)])
})

test('a provider that is away keeps nothing from running, a secret that cannot be read does', async () => {
  const { issuer, clientSecretFile, close } = await openProvider(200, metadata('{own}'))
  const noSecret = await checkProvider({ issuer, clientSecretFile: `${clientSecretFile}-of-others` })
  expect([noSecret.verdict, noSecret.says]).toEqual(['fault', expect.stringContaining('no secret can be read')])
  await close()
  const away = await checkProvider({ issuer, clientSecretFile })
  expect([away.verdict, away.says]).toEqual(['warning', expect.stringContaining('ECONNREFUSED')])
})
