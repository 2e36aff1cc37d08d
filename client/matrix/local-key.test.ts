import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { type Credentials, openLocalKey, readCredentials } from './credentials.ts'
import { readKept } from './device-store.ts'
import { isSealedAway, maySealAway, newLocalKey, openSealed, sealAway, unsealForGood } from './local-key.ts'
import { keepSecrets } from './secrets.ts'

const device = {
  userId: '@anna.weber:nord.localhost' as Credentials['userId'],
  deviceId: 'DEVICE' as Credentials['deviceId'],
  homeserverUrl: 'https://nord.localhost',
}
const iv = new Uint8Array(12)
const encrypted = async (key: CryptoKey) =>
  new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new Uint8Array(4)))

test('what a passkey seals away has the same key afterwards, and no other key opens it', async () => {
  await keepSecrets(
    { 'access-token': new TextEncoder().encode('syt_secret'), 'crypto-key': new Uint8Array(32) },
    { device },
  )
  const before = await encrypted(await openLocalKey())
  expect([await isSealedAway(), await maySealAway()]).toEqual([false, true])

  const [passkey, other] = await Promise.all([newLocalKey(), newLocalKey()])
  await sealAway(passkey, { 'app-lock': 'record' })
  expect([await isSealedAway(), await maySealAway()]).toEqual([true, false])
  // What could open it without the person lies there no more.
  expect(await readKept('browser-key')).toBeUndefined()
  expect(await readKept('app-lock')).toBe('record')
  // The page that sealed it goes on.
  expect((await readCredentials())?.accessToken).toBe('syt_secret')
  expect(await openSealed(other)).toBe(false)
  expect(await openSealed(passkey)).toBe(true)
  expect(await encrypted(await openLocalKey())).toEqual(before)

  expect(await unsealForGood(other, {}, ['app-lock'])).toBe(false)
  expect([await isSealedAway(), await readKept('app-lock')]).toEqual([true, 'record'])
  expect(await unsealForGood(passkey, {}, ['app-lock'])).toBe(true)
  expect([await isSealedAway(), await readKept('app-lock')]).toEqual([false, undefined])
  expect(await encrypted(await openLocalKey())).toEqual(before)
})
