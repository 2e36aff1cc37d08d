import { EventEmitter } from 'node:events'
import { ClientEvent } from 'matrix-js-sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { type KeyHolder, newKey, writeKeyMessage } from './media-keys.ts'
import { type KeyExchangeParts, openKeyExchange } from './media-keys-exchange.ts'
import type { MemberTrust } from './types.ts'

const room = '!consult' as RoomId
const holder = (name: string, joinedAt = 1): KeyHolder => ({
  userId: `@${name}:sued.example` as UserId,
  deviceId: 'PHONE' as DeviceId,
  joinedAt,
})
const ida = { userId: '@ida:nord.example' as UserId, deviceId: 'WARD' as DeviceId }
const jonas = holder('jonas')
const eve = holder('eve')

/** Ida's side of a call; `unsigned` are people whose devices they have not signed. */
const inCall = (
  members: KeyHolder[],
  unsigned: UserId[] = [],
  verified: Record<'now' | 'before', UserId[]> = { now: [], before: [] },
  vouched: KeyExchangeParts['vouched'] = () => null,
  unreachable: UserId[] = [],
  /** Their clinic takes the question and does not answer. */
  silent: UserId[] = [],
) => {
  const events = new EventEmitter()
  const sent: { to: string[]; index: number }[] = []
  const keys: string[] = []
  const seen = { trust: {} as Record<UserId, MemberTrust>, refused: 0 }
  const client = {
    on: events.on.bind(events),
    off: events.off.bind(events),
    getCrypto: () => ({
      getUserDeviceInfo: async ([userId]: string[]) =>
        new Map([[userId, new Map([['PHONE', { getIdentityKey: () => `curve of ${userId}` }]])]]),
      getDeviceVerificationStatus: async (userId: string) => ({ signedByOwner: !unsigned.includes(userId as UserId) }),
      getUserVerificationStatus: async (userId: string) => ({
        needsUserApproval: false,
        isCrossSigningVerified: () => verified.now.includes(userId as UserId),
        wasCrossSigningVerified: () => verified.before.includes(userId as UserId),
      }),
    }),
    // As the SDK does it: all of them, or none.
    encryptAndSendToDevice: async (_: string, to: { userId: string }[], content: { keys: { index: number } }) => {
      if (to.some(({ userId }) => unreachable.includes(userId as UserId))) throw new Error('no session')
      if (to.some(({ userId }) => silent.includes(userId as UserId))) await new Promise(() => {})
      sent.push({ to: to.map(({ userId }) => userId), index: content.keys.index })
    },
  } as unknown as KeyExchangeParts['client']
  const exchange = openKeyExchange({
    client,
    roomId: room,
    own: ida,
    vouched,
    members: () => members,
    onKey: ({ userId }, index) => keys.push(`${userId} ${index}`),
    onJudged: (judged) => {
      seen.trust = Object.fromEntries(judged.map(({ holder: { userId }, trust }) => [userId, trust]))
    },
    onRefused: (count) => {
      seen.refused = count
    },
  })
  onTestFinished(() => exchange.close())
  const receive = (
    from: KeyHolder,
    isEncrypted: boolean,
    deviceId = from.deviceId,
    key = newKey({ index: 4 }, 0),
    sentAt = 1,
  ) =>
    events.emit(ClientEvent.ReceivedToDeviceMessage, {
      message: {
        type: eventTypes.mediaKeys,
        sender: from.userId,
        content: writeKeyMessage(key, room, { ...from, deviceId }, sentAt),
      },
      encryptionInfo: isEncrypted
        ? { sender: from.userId, senderCurve25519KeyBase64: `curve of ${from.userId}` }
        : null,
    })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
  return { exchange, sent, keys, seen, receive, settled }
}

describe('media keys in a call', () => {
  it('go to signed devices of members and come from them', async () => {
    const { sent, keys, receive, settled } = inCall([jonas])
    await settled()
    receive(jonas, true)
    await settled()
    expect(sent).toEqual([{ to: [jonas.userId], index: 0 }])
    expect(keys).toEqual([`${ida.userId} 0`, `${jonas.userId} 5`])
  })

  it('are refused and counted when they came in the clear', async () => {
    const { keys, seen, receive, settled } = inCall([jonas])
    await settled()
    receive(jonas, false)
    await settled()
    expect(keys).toEqual([`${ida.userId} 0`])
    expect(seen.refused).toBe(1)
  })

  it('reach the others although there is one whom they cannot reach, who gets the same key once they can', async () => {
    const unreachable = [eve.userId]
    const { exchange, sent, settled } = inCall([jonas, eve], [], { now: [], before: [] }, () => null, unreachable)
    await settled()
    expect(sent).toEqual([{ to: [jonas.userId], index: 0 }])
    unreachable.pop()
    exchange.membersChanged()
    await settled()
    expect(sent.slice(1)).toEqual([{ to: [eve.userId], index: 0 }])
  })

  it('neither go to nor come from a device that its owner has not signed, and the person is named', async () => {
    const { sent, keys, seen, receive, settled } = inCall([jonas, eve], [eve.userId])
    receive(eve, true)
    await settled()
    expect(sent).toEqual([{ to: [jonas.userId], index: 0 }])
    expect(keys).toEqual([`${ida.userId} 0`])
    expect(seen.trust).toEqual({ [jonas.userId]: 'signed', [eve.userId]: 'unsigned' })
  })

  it('neither go to nor come from one whose identity is not the one that was compared', async () => {
    const both = [jonas.userId, eve.userId]
    const { sent, seen, settled } = inCall([jonas, eve], [], { now: [jonas.userId], before: both })
    await settled()
    expect(sent).toEqual([{ to: [jonas.userId], index: 0 }])
    expect(seen.trust).toEqual({ [jonas.userId]: 'verified', [eve.userId]: 'unsigned' })
  })

  it('neither go to nor come from a device of a guest that is not the one they were let in with', async () => {
    const guest = { ...eve, userId: '@consilium-guest-a1:sued.example' as UserId }
    const device = { deviceId: guest.deviceId, identityKey: `curve of ${guest.userId}` }
    const others = [
      undefined,
      { ...device, identityKey: 'curve of another device' },
      { ...device, deviceId: 'TABLET' as DeviceId },
    ]
    for (const vouchedFor of others) {
      const { sent, keys, seen, receive, settled } = inCall([guest], [], undefined, () => vouchedFor)
      receive(guest, true)
      await settled()
      expect(sent).toEqual([])
      expect(keys).toEqual([`${ida.userId} 0`])
      expect(seen.trust).toEqual({ [guest.userId]: 'unsigned' })
    }
    const { sent, keys, receive, settled } = inCall([guest], [], undefined, () => device)
    receive(guest, true)
    await settled()
    expect(sent).toEqual([{ to: [guest.userId], index: 0 }])
    expect(keys).toEqual([`${ida.userId} 0`, `${guest.userId} 5`])
  })

  it('wait for a membership that arrives after them', async () => {
    const members: KeyHolder[] = []
    const { exchange, keys, receive, settled } = inCall(members)
    receive(jonas, true)
    await settled()
    expect(keys).toEqual([`${ida.userId} 0`])
    members.push(jonas)
    exchange.membersChanged()
    await settled()
    expect(keys).toEqual([`${ida.userId} 0`, `${jonas.userId} 5`])
  })

  it('go again to one who came back before anybody saw them leave, and to them alone', async () => {
    const { keys, sent, receive, settled } = inCall([jonas, eve])
    await settled()
    const first = newKey(null, 0)
    receive(jonas, true, jonas.deviceId, first, 1)
    receive(eve, true, eve.deviceId, first, 1)
    // What follows, and what is sent twice, comes from the same page as before.
    receive(eve, true, eve.deviceId, first, 2)
    receive(eve, true, eve.deviceId, newKey(first, 0), 3)
    await settled()
    expect(sent).toEqual([{ to: [jonas.userId, eve.userId], index: 0 }])
    receive(jonas, true, jonas.deviceId, newKey(null, 0), 4)
    await settled()
    expect(sent.slice(1)).toEqual([{ to: [jonas.userId], index: 0 }])
    expect(keys.slice(1)).toEqual([
      `${jonas.userId} 0`,
      `${eve.userId} 0`,
      `${eve.userId} 0`,
      `${eve.userId} 1`,
      `${jonas.userId} 0`,
    ])
  })

  it('go once to one who was seen to leave before they came back', async () => {
    const members = [jonas]
    const { exchange, sent, receive, settled } = inCall(members)
    await settled()
    receive(jonas, true, jonas.deviceId, newKey(null, 0), 1)
    await settled()
    members.pop()
    exchange.membersChanged()
    await settled()
    members.push(holder('jonas', 2))
    exchange.membersChanged()
    await settled()
    receive(jonas, true, jonas.deviceId, newKey(null, 0), 2)
    await settled()
    expect(sent).toEqual([
      { to: [jonas.userId], index: 0 },
      { to: [jonas.userId], index: 1 },
    ])
  })

  it('of others are taken while a new one of ours waits to be used', async () => {
    const members = [jonas, eve]
    const { exchange, keys, receive, settled } = inCall(members)
    await settled()
    members.pop()
    exchange.membersChanged()
    await settled()
    receive(jonas, true)
    await settled()
    expect(keys).toEqual([`${ida.userId} 0`, `${jonas.userId} 5`])
    await expect.poll(() => keys, { timeout: 3_000 }).toContain(`${ida.userId} 1`)
  })

  it('of others are taken while a clinic does not answer to which ours are to go', async () => {
    const { keys, receive, settled } = inCall([jonas, eve], [], undefined, () => null, [], [eve.userId])
    await settled()
    receive(jonas, true)
    await settled()
    expect(keys).toEqual([`${ida.userId} 0`, `${jonas.userId} 5`])
  })

  it('change when somebody leaves', async () => {
    const members = [jonas, eve]
    const { exchange, sent, settled } = inCall(members)
    await settled()
    members.pop()
    exchange.membersChanged()
    await settled()
    expect(sent).toEqual([
      { to: [jonas.userId, eve.userId], index: 0 },
      { to: [jonas.userId], index: 1 },
    ])
  })
})
