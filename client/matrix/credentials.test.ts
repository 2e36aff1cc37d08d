import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { seal, unseal } from '../local-store/sealed.ts'
import { type Credentials, keepCredentials, openCryptoKey, openLocalKey, readCredentials } from './credentials.ts'
import { deviceDatabase, keep, readKept } from './device-store.ts'
import { deleteDatabase, finishWipe, wipeDevice } from './wipe-device.ts'

const credentials: Credentials = {
  userId: '@anna.weber:nord.localhost' as Credentials['userId'],
  deviceId: 'DEVICE' as Credentials['deviceId'],
  accessToken: 'syt_very_secret',
  homeserverUrl: 'https://nord.localhost',
}

class PlainStorage implements Storage {
  [name: string]: unknown
  get length() {
    return Object.keys(this).length
  }
  clear() {
    for (const name of Object.keys(this)) delete this[name]
  }
  getItem(name: string) {
    return Object.hasOwn(this, name) ? String(this[name]) : null
  }
  key(index: number) {
    return Object.keys(this)[index] ?? null
  }
  removeItem(name: string) {
    delete this[name]
  }
  setItem(name: string, value: string) {
    this[name] = value
  }
}

beforeEach(async () => {
  globalThis.localStorage = new PlainStorage()
  globalThis.sessionStorage = new PlainStorage()
  for (const { name } of await indexedDB.databases()) if (name) await deleteDatabase(name)
})

const openOther = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve) => {
    const request = indexedDB.open(name, 1)
    request.onsuccess = () => resolve(request.result)
  })

const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name)

test('a device is found again', async () => {
  expect(await readCredentials()).toBeNull()
  await keepCredentials(credentials)
  expect(await readCredentials()).toEqual(credentials)
  expect(await openCryptoKey()).toHaveLength(32)
})

test('neither token nor crypto key lies readable on disk, and the key to them cannot be exported', async () => {
  await keepCredentials(credentials)
  const token = (await readKept('access-token')) as { bytes: ArrayBuffer }
  expect(new TextDecoder().decode(token.bytes)).not.toContain(credentials.accessToken)
  expect(JSON.stringify(await readKept('device'))).not.toContain(credentials.accessToken)
  const key = await openLocalKey()
  expect(key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

test('every sign-in has keys of its own', async () => {
  await keepCredentials(credentials)
  const first = await openCryptoKey()
  await keepCredentials(credentials)
  expect(await openCryptoKey()).not.toEqual(first)
})

test('one secret cannot be put in the place of the other', async () => {
  await keepCredentials(credentials)
  const key = await openLocalKey()
  const sealed = await seal(key, 'access-token', new TextEncoder().encode('token'))
  await expect(unseal(key, 'crypto-key', sealed)).rejects.toThrow()
  await keep({ 'crypto-key': await readKept('access-token') })
  await expect(openCryptoKey()).rejects.toMatchObject({ code: 'signed-out' })
})

test('a wipe leaves language and theme, and nothing else', async () => {
  await keepCredentials(credentials)
  ;(await openOther('consilium-outbox @anna.weber:nord.localhost')).close()
  localStorage.setItem('consilium.language', 'de')
  localStorage.setItem('consilium.theme', 'dark')
  localStorage.setItem('consilium.alert-sound', 'off')
  sessionStorage.setItem('draft', 'text')
  expect(await wipeDevice()).toBe(true)
  expect(await databaseNames()).toEqual([])
  expect(Object.keys(localStorage)).toEqual(['consilium.language', 'consilium.theme'])
  expect(sessionStorage).toHaveLength(0)
  expect(await readCredentials()).toBeNull()
})

test('what is still held when the wipe ends is removed at the next start', async () => {
  await keepCredentials(credentials)
  const held = await openOther('consilium-matrix-DEVICE')
  expect(await wipeDevice()).toBe(false)
  // The key went first: what is left cannot be read.
  expect(await databaseNames()).not.toContain(deviceDatabase)
  held.close()
  expect(await finishWipe()).toBe(true)
  expect(await databaseNames()).toEqual([])
}, 15_000)

test('a tab that had waited finds that the device is gone', async () => {
  await keepCredentials(credentials)
  await wipeDevice()
  await expect(openLocalKey()).rejects.toMatchObject({ code: 'signed-out' })
  await expect(openCryptoKey()).rejects.toMatchObject({ code: 'signed-out' })
})

test('a start without an unfinished wipe removes nothing', async () => {
  await keepCredentials(credentials)
  expect(await finishWipe()).toBe(true)
  expect(await readCredentials()).toEqual(credentials)
})

test('a sign-in while an earlier device is still held is not wiped at the next start', async () => {
  await keepCredentials(credentials)
  const held = await openOther('consilium-matrix-DEVICE')
  await keepCredentials({ ...credentials, deviceId: 'NEXT' as Credentials['deviceId'] })
  held.close()
  await finishWipe()
  expect((await readCredentials())?.deviceId).toBe('NEXT')
}, 15_000)
