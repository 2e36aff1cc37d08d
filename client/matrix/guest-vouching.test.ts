import { EventEmitter } from 'node:events'
import { ClientEvent } from 'matrix-js-sdk'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type GuestInCall, guestAccountOf } from '#shared/calls/guests.ts'
import type { DeviceId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { guestKeysOf, vouchFor } from './guest-keys.ts'
import { answerGuests, askHosts } from './guest-vouching.ts'

const room = '!call' as RoomId
const nord = 'nord.example' as ServerName
const [guest, neighbour] = [guestAccountOf('a1', nord), guestAccountOf('a2', nord)]
const ida = { userId: '@ida:nord.example' as UserId, deviceId: 'WARD' as DeviceId }
const here = { userId: guest, deviceId: 'PHONE' as DeviceId }
const beside = { userId: neighbour, deviceId: 'TABLET' as DeviceId }
const keyOf = async (byte: number) => (await guestKeysOf(Buffer.alloc(32, byte).toString('base64url'))).proofKey
const [ownKey, otherKey] = [await keyOf(7), await keyOf(8)]

const curve = (name: string) => name.padEnd(43, 'c')
const guests = new Map<UserId, GuestInCall>(
  [here, beside].map(({ userId, deviceId }) => [
    userId,
    {
      device_id: deviceId,
      signing_key: curve(`s${deviceId}`),
      identity_key: curve(deviceId),
      invited_by: ida.userId,
      waiting_since: null,
      proof: null,
      key_event: null,
    },
  ]),
)

type Device = { userId: UserId; deviceId: DeviceId }

/** Between devices; `isEncrypted` as their homeservers leave it. */
const openLine = () => {
  const ends = new Map<UserId, EventEmitter>()
  const line = { isEncrypted: true, sent: 0 }
  const clientOf = ({ userId, deviceId }: Device) => {
    const events = new EventEmitter()
    ends.set(userId, events)
    return {
      on: events.on.bind(events),
      off: events.off.bind(events),
      getCrypto: () => ({
        getOwnDeviceKeys: async () => ({ ed25519: curve(`s${deviceId}`), curve25519: curve(deviceId) }),
      }),
      async encryptAndSendToDevice(type: string, to: Device[], content: unknown) {
        line.sent += 1
        for (const one of to)
          ends.get(one.userId)?.emit(ClientEvent.ReceivedToDeviceMessage, {
            message: { type, sender: userId, content },
            encryptionInfo: line.isEncrypted ? { sender: userId } : null,
          })
      },
    } as unknown as Parameters<typeof answerGuests>[0]['client']
  }
  return { clientOf, line }
}

type Wish = { hostHas?: Map<UserId, string>; guestHas?: string | null; others?: Device[]; isEncrypted?: boolean }

const meet = ({
  hostHas = new Map([[guest, ownKey]]),
  guestHas = ownKey,
  others = [ida],
  isEncrypted = true,
}: Wish = {}) => {
  const { clientOf, line } = openLine()
  line.isEncrypted = isEncrypted
  const changes = { count: 0 }
  const answers = answerGuests({
    client: clientOf(ida),
    roomId: room,
    own: ida,
    guests: () => guests,
    proofs: { keyOf: (person) => hostHas.get(person) ?? null },
  })
  const vouches = askHosts({
    client: clientOf(here),
    roomId: room,
    guest,
    others: () => others,
    isHost: (person) => person === ida.userId,
    onChange: () => {
      changes.count += 1
    },
  })
  onTestFinished(() => {
    answers.close()
    vouches.close()
  })
  if (guestHas) vouches.setKey(guestHas)
  vouches.membersChanged()
  return { vouches, changes, line, others }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('those in a call, to a guest', () => {
  it('are who the link came from once they have proven it: the host’s device, and no other of theirs', async () => {
    const { vouches, changes } = meet()
    await vi.waitFor(() => expect(changes.count).toBe(1))
    expect(vouches.of(ida.userId, ida.deviceId)).toEqual({ deviceId: 'WARD', identityKey: curve('WARD') })
    expect(vouches.of(ida.userId, 'OTHER' as DeviceId)).toBeUndefined()
  })

  it('are nobody when the host does not have the key of the link, or the guest has lost it, or it came in the clear', async () => {
    for (const wish of [
      { hostHas: new Map() },
      { hostHas: new Map([[guest, otherKey]]) },
      { guestHas: null },
      { guestHas: otherKey },
      { isEncrypted: false },
    ]) {
      const { vouches, changes } = meet(wish)
      await soon()
      expect(changes.count).toBe(0)
      expect(vouches.of(ida.userId, ida.deviceId)).toBeUndefined()
    }
  })

  it('are other guests, too, by what the host says who has looked at their proof', async () => {
    const both = meet({
      hostHas: new Map([
        [guest, ownKey],
        [neighbour, otherKey],
      ]),
      others: [ida, beside],
    })
    // Two answers that come together may bring a part of it each.
    await vi.waitFor(() => expect(both.vouches.of(beside.userId, beside.deviceId)?.identityKey).toBe(curve('TABLET')))

    const alone = meet({ others: [ida, beside] })
    await vi.waitFor(() => expect(alone.changes.count).toBe(1))
    expect(alone.vouches.of(beside.userId, beside.deviceId)).toBeUndefined()
  })

  it('are asked until they have answered, and when somebody comes, and not after that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const hostHas = new Map<UserId, string>()
    const { vouches, changes, line, others } = meet({ hostHas })
    expect(vouches.isAwaited(ida.userId, ida.deviceId)).toBe(true)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(vouches.isAwaited(ida.userId, ida.deviceId)).toBe(false)
    const asked = line.sent
    expect(asked).toBeGreaterThan(1)
    hostHas.set(guest, ownKey)
    await vi.advanceTimersByTimeAsync(5_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(changes.count).toBe(1))
    const answered = line.sent
    vouches.membersChanged()
    expect(line.sent).toBe(answered)
    others.push(beside)
    vouches.membersChanged()
    expect(line.sent).toBe(answered + 1)
  })
})

it('what somebody says who has the account of a host, and not the key of the link, counts for nothing', async () => {
  const { clientOf } = openLine()
  const vouches = askHosts({
    client: clientOf(here),
    roomId: room,
    guest,
    others: () => [ida],
    isHost: () => true,
    onChange: () => {},
  })
  onTestFinished(() => vouches.close())
  vouches.setKey(ownKey)
  vouches.membersChanged()
  const forged = { device_id: 'WARD', signing_key: curve('sEVE'), identity_key: curve('EVE') }
  const proof = await vouchFor(otherKey, guest, ida.userId, forged)
  await clientOf(ida).encryptAndSendToDevice('app.consilium.call.vouching', [here], {
    room_id: room,
    devices: [{ user_id: ida.userId, ...forged, proof }],
  })
  await soon()
  expect(vouches.of(ida.userId, ida.deviceId)).toBeUndefined()
})
