import { afterEach, expect, test, vi } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { askIdentity } from './ask-identity.ts'

const ida = '@ida:nord.example' as UserId
const asked = (answer: object, status = 200) => {
  const fetch = vi.fn(async () => Response.json(answer, { status }))
  vi.stubGlobal('fetch', fetch)
  return askIdentity({ homeserverUrl: 'https://nord.example', accessToken: 'token', userId: ida })
}
afterEach(() => {
  vi.unstubAllGlobals()
})

test('an account with a master key has an identity', async () => {
  expect(await asked({ master_keys: { [ida]: { keys: { 'ed25519:abc': 'abc' } } } })).toBe(true)
})

test.each([{}, { master_keys: {} }, { master_keys: { '@emil:sued.example': { keys: { a: 'b' } } } }])(
  'one without has none: %o',
  async (answer) => {
    expect(await asked(answer)).toBe(false)
  },
)

test('a refusal is no answer', async () => {
  await expect(asked({ errcode: 'M_UNKNOWN' }, 500)).rejects.toThrow('500')
})
