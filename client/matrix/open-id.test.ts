import { expect, test } from 'vitest'
import type { DeviceId } from '#shared/matrix/ids.ts'
import { createOpenIdTokens, createOwnOpenIdTokens } from './open-id.ts'

const hourS = 3600
const minuteMs = 60_000

const homeserver = () => {
  let asked = 0
  return {
    asked: () => asked,
    fails: false,
    async getOpenIdToken() {
      asked += 1
      if (this.fails) throw new Error('away')
      return {
        access_token: `token ${asked}`,
        matrix_server_name: 'nord.localhost',
        token_type: 'Bearer',
        expires_in: hourS,
      }
    },
  }
}

test('everybody who asks at once gets the same token', async () => {
  const server = homeserver()
  const tokens = createOpenIdTokens(server, () => 0)
  expect(await Promise.all([tokens(), tokens()])).toEqual([
    { access_token: 'token 1', matrix_server_name: 'nord.localhost' },
    { access_token: 'token 1', matrix_server_name: 'nord.localhost' },
  ])
  expect(server.asked()).toBe(1)
})

test('a token is renewed while a partner still has time to check it', async () => {
  const server = homeserver()
  let now = 0
  const tokens = createOpenIdTokens(server, () => now)
  await tokens()
  now = 54 * minuteMs
  expect((await tokens()).access_token).toBe('token 1')
  now = 55 * minuteMs
  expect((await tokens()).access_token).toBe('token 2')
})

test('after a failure the next one asks again', async () => {
  const server = homeserver()
  const tokens = createOpenIdTokens(server, () => 0)
  server.fails = true
  await expect(tokens()).rejects.toThrow('away')
  server.fails = false
  expect((await tokens()).access_token).toBe('token 2')
})

test('a token for the own clinic is named in the account data before anybody is shown it, and is no token for others', async () => {
  const written: [string, unknown][] = []
  const server = {
    ...homeserver(),
    setAccountDataRaw: async (type: string, content: unknown) => {
      written.push([type, content])
      return {}
    },
  }
  const own = createOwnOpenIdTokens(server, 'PHONE' as DeviceId)
  const forOthers = createOpenIdTokens(server)
  expect(await own()).toEqual({ access_token: 'token 1', matrix_server_name: 'nord.localhost', device_id: 'PHONE' })
  expect(written).toEqual([
    ['app.consilium.session.PHONE', { sha256: '00903b35b33dc80d9058e53bea6d93acca59e2dbd81e4dd47a346422c51729f2' }],
  ])
  expect((await forOthers()).access_token).toBe('token 2')
  await own()
  expect(written.length).toBe(1)
})
