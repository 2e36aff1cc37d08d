import { hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { guestAccountOf } from '#shared/calls/guests.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { guestKeysOf, isDeviceProven, isVouchedFor, proveDevice, vouchFor } from './guest-keys.ts'

const nord = 'nord.example' as ServerName
const guest = guestAccountOf('a1', nord)
const device = { device_id: 'PHONE', signing_key: 's'.repeat(43), identity_key: 'i'.repeat(43) }
const secretOf = (byte: number) => Buffer.alloc(32, byte).toString('base64url')

describe('the keys of a link for a guest', () => {
  it('are what HKDF makes of its secret', async () => {
    const by = (info: string) => Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 255), '', info, 32))
    expect(await guestKeysOf(secretOf(255))).toEqual({
      entry: by('app.consilium.guest.entry').toString('base64url'),
      proofKey: by('app.consilium.guest.proof').toString('base64').replace('=', ''),
    })
  })

  it('do not come of one another: who has what the service is given cannot prove a device', async () => {
    const { entry, proofKey } = await guestKeysOf(secretOf(7))
    const ofEntry = await guestKeysOf(entry)
    for (const stolen of [entry, ofEntry.entry, ofEntry.proofKey]) {
      const proof = await proveDevice(stolen, guest, device)
      expect(await isDeviceProven(proofKey, guest, { ...device, proof })).toBe(false)
    }
  })
})

describe('the proof of a guest’s device', () => {
  it('holds for this device of this guest, by this link, and for no other', async () => {
    const { proofKey } = await guestKeysOf(secretOf(7))
    const proof = await proveDevice(proofKey, guest, device)
    expect(await isDeviceProven(proofKey, guest, { ...device, proof })).toBe(true)
    for (const change of [
      { device_id: 'OTHER' },
      { signing_key: 'x'.repeat(43) },
      { identity_key: 'x'.repeat(43) },
      { proof: null },
      { proof: 'x'.repeat(42).concat('w') },
    ])
      expect(await isDeviceProven(proofKey, guest, { ...device, proof, ...change })).toBe(false)
    expect(await isDeviceProven(proofKey, guestAccountOf('a2', nord), { ...device, proof })).toBe(false)
    expect(await isDeviceProven((await guestKeysOf(secretOf(8))).proofKey, guest, { ...device, proof })).toBe(false)
  })
})

describe('what a host vouches for to a guest', () => {
  const ida = '@ida:nord.example' as UserId

  it('holds to this guest, for this device of this person, by this link, and for nothing else', async () => {
    const { entry, proofKey } = await guestKeysOf(secretOf(7))
    const proof = await vouchFor(proofKey, guest, ida, device)
    expect(await isVouchedFor(proofKey, guest, ida, { ...device, proof })).toBe(true)
    for (const change of [
      { device_id: 'OTHER' },
      { signing_key: 'x'.repeat(43) },
      { identity_key: 'x'.repeat(43) },
      { proof: 'x'.repeat(42).concat('w') },
    ])
      expect(await isVouchedFor(proofKey, guest, ida, { ...device, proof, ...change })).toBe(false)
    const other = guestAccountOf('a2', nord)
    expect(await isVouchedFor(proofKey, other, ida, { ...device, proof })).toBe(false)
    expect(await isVouchedFor(proofKey, guest, '@eve:nord.example' as UserId, { ...device, proof })).toBe(false)
    for (const wrong of [(await guestKeysOf(secretOf(8))).proofKey, (await guestKeysOf(entry)).proofKey])
      expect(await isVouchedFor(wrong, guest, ida, { ...device, proof })).toBe(false)
  })

  it('is not what the guest proves of themselves, which everybody in the call can read', async () => {
    const { proofKey } = await guestKeysOf(secretOf(7))
    const proof = await proveDevice(proofKey, guest, device)
    expect(await isVouchedFor(proofKey, guest, guest, { ...device, proof })).toBe(false)
  })
})
