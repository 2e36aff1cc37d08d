import { EventShieldColour } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type GuestInCall, guestAccountOf } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { guestKeysOf, proveDevice } from './guest-keys.ts'
import { createGuestProofs } from './guest-proofs.ts'

const ida = '@ida:nord.example' as UserId
const guest = guestAccountOf('a1', 'nord.example' as ServerName)
const device = { device_id: 'PHONE' as DeviceId, signing_key: 's'.repeat(43), identity_key: 'i'.repeat(43) }
const { entry, proofKey } = await guestKeysOf(Buffer.alloc(32, 7).toString('base64url'))

const saying = async (by: string, more: Partial<GuestInCall> = {}): Promise<GuestInCall> => ({
  ...device,
  invited_by: ida,
  waiting_since: 1,
  proof: await proveDevice(by, guest, device),
  key_event: '$key' as EventId,
  ...more,
})

/** As the conversation has it. */
const asIdaSaid = {
  sender: ida as string,
  type: eventTypes.callGuestLink as string,
  isEncrypted: true,
  isReadable: true,
  shield: EventShieldColour.NONE,
}

const look = (said: Partial<typeof asIdaSaid> = {}) => {
  const event = { ...asIdaSaid, ...said }
  const changes = { count: 0 }
  const known: string[] = []
  const told: { key: string | null } = { key: null }
  const client = {
    fetchRoomEvent: async () => ({}),
    getEventMapper: () => () => ({
      isDecryptionFailure: () => !event.isReadable,
      isEncrypted: () => event.isEncrypted,
      getType: () => event.type,
      getSender: () => event.sender,
      getContent: () => ({ key: proofKey }),
    }),
    decryptEventIfNeeded: async () => {},
    getCrypto: () => ({ getEncryptionInfoForEvent: async () => ({ shieldColour: event.shield, shieldReason: null }) }),
  } as unknown as Parameters<typeof createGuestProofs>[0]
  const proofs = createGuestProofs(
    client,
    () => '!conversation' as RoomId,
    () => {
      changes.count += 1
    },
    { know: (_, key) => known.push(key), ask: () => told.key },
  )
  onTestFinished(() => proofs.close())
  const found = async (now: GuestInCall) => {
    const before = changes.count
    proofs.look(new Map([[guest, now]]))
    expect(proofs.proven().has(guest)).toBe(false)
    await vi.waitFor(() => expect(changes.count).toBeGreaterThan(before))
    return proofs.proven().get(guest)
  }
  return { event, proofs, found, known, told }
}

describe('a guest’s device', () => {
  it('is known by the key that the one who invited told the conversation', async () => {
    expect(await look().found(await saying(proofKey))).toBe(true)
  })

  it('is not known by what the service was told, without a proof, or by a proof of another device', async () => {
    expect(await look().found(await saying(entry.replaceAll('-', '+').replaceAll('_', '/')))).toBe(false)
    expect(await look().found(await saying(proofKey, { proof: null }))).toBe(false)
    expect(await look().found(await saying(proofKey, { identity_key: 'x'.repeat(43) }))).toBe(false)
    expect(await look().found(await saying(proofKey, { key_event: null }))).toBe(false)
  })

  it.each([
    ['somebody else told', { sender: '@eve:nord.example' }],
    ['was told in the clear', { isEncrypted: false }],
    ['was told by a device that its owner has not signed', { shield: EventShieldColour.RED }],
    ['came from where anybody could have laid it', { shield: EventShieldColour.GREY }],
    ['is something else', { type: 'm.room.message' }],
  ])('is not known by a key that %s', async (_, said) => {
    expect(await look(said).found(await saying(proofKey))).toBe(false)
  })

  it('is known once the key can be read', { timeout: 10_000 }, async () => {
    const { event, proofs, found } = look({ isReadable: false })
    expect(await found(await saying(proofKey))).toBe(false)
    event.isReadable = true
    await vi.waitFor(() => expect(proofs.proven().get(guest)).toBe(true), { timeout: 5_000 })
  })

  it('is known by a key that was told from device to device, where the conversation cannot be believed', async () => {
    const { proofs, found, known, told } = look({ shield: EventShieldColour.GREY })
    expect(await found(await saying(proofKey))).toBe(false)
    told.key = proofKey
    proofs.lookAgain()
    await vi.waitFor(() => expect(proofs.proven().get(guest)).toBe(true))
    expect(proofs.keyOf(guest)).toBe(proofKey)
    // Nothing to be told on.
    expect(known).toEqual([])
  })

  it('is not known any more when another one is said to be theirs', async () => {
    const { found } = look()
    expect(await found(await saying(proofKey))).toBe(true)
    expect(await found(await saying(proofKey, { identity_key: 'x'.repeat(43) }))).toBe(false)
  })
})
