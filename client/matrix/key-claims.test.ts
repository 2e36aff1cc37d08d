import { expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { createKeyClaims } from './key-claims.ts'

const [emil, zoe] = ['@emil:sued' as UserId, '@zoe:west' as UserId]
const base = 'https://nord.localhost/_matrix/client/v3'

const answering = (...answers: unknown[]) => createKeyClaims(async () => Response.json(answers.shift() ?? {}))
const ask = ({ fetch }: ReturnType<typeof createKeyClaims>, path: string, body: unknown) =>
  fetch(base + path, { method: 'POST', body: JSON.stringify(body) })
const key = { 'signed_curve25519:A': { key: 'x' } }
const askedOf = (...devices: string[]) => ({
  one_time_keys: { [emil]: Object.fromEntries(devices.map((device) => [device, 'signed_curve25519'])) },
})

it('cuts somebody off of whom no device gave a key, until one does', async () => {
  const failed = { one_time_keys: {}, failures: { sued: {} } }
  const claims = answering(failed, { one_time_keys: { [emil]: { PHONE: key } } })
  expect(claims.isEmpty()).toBe(true)
  await ask(claims, '/keys/claim', askedOf('PHONE', 'DESK'))
  expect(claims.isCutOff(emil, ['PHONE', 'DESK'])).toBe(true)
  expect(claims.isCutOff(emil, ['PHONE', 'DESK', 'OLDER'])).toBe(false)
  expect(claims.isCutOff(zoe, ['PHONE'])).toBe(false)
  await ask(claims, '/keys/claim', askedOf('PHONE', 'DESK'))
  expect(claims.isCutOff(emil, ['PHONE', 'DESK'])).toBe(false)
  expect(claims.isCutOff(emil, ['DESK'])).toBe(true)
})

it('cuts nobody off who has written to us', async () => {
  const claims = answering({ one_time_keys: {} })
  await ask(claims, '/keys/claim', askedOf('PHONE'))
  claims.heardFrom(emil)
  expect(claims.isCutOff(emil, ['PHONE'])).toBe(false)
  expect(claims.isEmpty()).toBe(true)
})

it('cuts off whose devices are not known because their homeserver is silent', async () => {
  const claims = answering({ device_keys: {}, failures: { sued: {} } }, { device_keys: {} })
  await ask(claims, '/keys/query', { device_keys: { [emil]: [], [zoe]: [] } })
  expect(claims.isCutOff(emil, [])).toBe(true)
  expect(claims.isCutOff(emil, ['PHONE'])).toBe(false)
  expect(claims.isCutOff(zoe, [])).toBe(false)
  await ask(claims, '/keys/query', { device_keys: { [emil]: [] } })
  expect(claims.isCutOff(emil, [])).toBe(false)
})

it('learns nothing from what was refused or is no answer', async () => {
  const claims = createKeyClaims(async () => new Response('busy', { status: 502 }))
  expect((await ask(claims, '/keys/claim', askedOf('PHONE'))).status).toBe(502)
  const odd = answering('nonsense')
  expect(await (await ask(odd, '/keys/claim', askedOf('PHONE'))).json()).toBe('nonsense')
  expect(claims.isEmpty() && odd.isEmpty()).toBe(true)
})
