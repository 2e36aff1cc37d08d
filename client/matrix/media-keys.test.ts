import { describe, expect, it } from 'vitest'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import {
  type DeviceTrust,
  hasBegunAnew,
  isFinal,
  judgeKey,
  type KeyHolder,
  newKey,
  newKeyOrder,
  type OlmOrigin,
  oweKey,
  planKeys,
  readKeyMessage,
  shareKey,
  writeKeyMessage,
} from './media-keys.ts'

const room = '!consult' as RoomId
const ida = '@ida:nord.localhost' as UserId
const jonas = '@jonas:sued.localhost' as UserId
const phone = 'PHONE' as DeviceId

const holder = (userId: UserId, joinedAt = 1): KeyHolder => ({ userId, deviceId: phone, joinedAt })

describe('our media key', () => {
  const first = newKey(null, 1_000)

  it('is 128 random bits', () => {
    expect(first.key).toHaveLength(16)
    expect(newKey(null, 1_000).key).not.toEqual(first.key)
  })

  it('goes to everybody who comes within ten seconds', () => {
    const shared = shareKey(first, [holder(ida)])
    expect(planKeys(first, [holder(ida)], 1_500)).toEqual({ kind: 'share', with: [holder(ida)] })
    expect(planKeys(shared, [holder(ida), holder(jonas)], 10_999)).toEqual({ kind: 'share', with: [holder(jonas)] })
  })

  it('is a new one for somebody who comes later, who cannot decrypt what was said before', () => {
    const shared = shareKey(first, [holder(ida)])
    expect(planKeys(shared, [holder(ida), holder(jonas)], 11_000)).toEqual({
      kind: 'rotate',
      with: [holder(ida), holder(jonas)],
      useAfterMs: 1_000,
    })
  })

  it('is used at once when nobody listens who would have to get it first', () => {
    expect(planKeys(first, [holder(ida)], 60_000)).toEqual({ kind: 'rotate', with: [holder(ida)], useAfterMs: 0 })
  })

  it('is a new one as soon as somebody leaves', () => {
    const shared = shareKey(first, [holder(ida), holder(jonas)])
    expect(planKeys(shared, [holder(ida)], 1_001)).toEqual({ kind: 'rotate', with: [holder(ida)], useAfterMs: 1_000 })
    expect(planKeys(shared, [], 1_001)).toEqual({ kind: 'rotate', with: [], useAfterMs: 0 })
  })

  it('goes again to one who left and joined before anybody noticed', () => {
    const shared = shareKey(first, [holder(ida, 1)])
    expect(planKeys(shared, [holder(ida, 2)], 2_000)).toEqual({ kind: 'share', with: [holder(ida, 2)] })
    expect(shareKey(shared, [holder(ida, 2)]).sharedWith).toEqual([holder(ida, 2)])
  })

  it('goes later to who was there when it was made and could not be reached, and to nobody who came after that', () => {
    const owed = shareKey(first, [holder(ida), holder(jonas)], [holder(ida)])
    const all = [holder(ida), holder(jonas)]
    expect(planKeys(owed, all, 60_000)).toEqual({ kind: 'share', with: [holder(jonas)] })
    expect(planKeys(shareKey(owed, [holder(jonas)]), all, 60_000)).toEqual({ kind: 'keep' })
    expect(planKeys(owed, [holder(ida), holder(jonas, 2)], 60_000)).toMatchObject({ kind: 'rotate' })
    // Who was never given it takes nothing along.
    expect(planKeys(owed, [holder(ida)], 60_000)).toEqual({ kind: 'keep' })
  })

  it('stays while nothing changes', () => {
    expect(planKeys(shareKey(first, [holder(ida)]), [holder(ida)], 99_000)).toEqual({ kind: 'keep' })
    expect(planKeys(first, [], 99_000)).toEqual({ kind: 'keep' })
  })

  it('takes the index after the last one, and 0 after 255', () => {
    expect(first.index).toBe(0)
    expect(newKey({ index: 7 }, 0).index).toBe(8)
    expect(newKey({ index: 255 }, 0).index).toBe(0)
  })
})

describe("somebody's key", () => {
  const first = newKey(null, 0)
  const next = newKey(first, 0)

  it('tells that their device has begun anew when it is neither the one that we have nor the one that follows', () => {
    const began = (before: typeof first | undefined, now: typeof first) =>
      hasBegunAnew(before, { ...now, deviceId: phone, sentAt: 1 })
    expect(began(first, newKey(null, 0))).toBe(true)
    expect(began(newKey({ index: 6 }, 0), first)).toBe(true)
    expect(began(undefined, first)).toBe(false)
    expect(began(first, first)).toBe(false)
    expect(began(first, next)).toBe(false)
    expect(began(newKey({ index: 254 }, 0), newKey({ index: 255 }, 0))).toBe(false)
  })

  it('that begins anew makes us owe them ours, which is sent as it is', () => {
    const shared = shareKey(first, [holder(ida), holder(jonas)])
    const both = [holder(ida), holder(jonas)]
    expect(planKeys(oweKey(shared, holder(jonas)), both, 60_000)).toEqual({ kind: 'share', with: [holder(jonas)] })
    // One whom it was never given is owed nothing.
    expect(oweKey(first, holder(jonas))).toEqual(first)
  })
})

describe('a key message', () => {
  it('has the format that Element Call sends and reads', () => {
    const own = { ...newKey(null, 0), key: new Uint8Array(16).fill(7) }
    expect(writeKeyMessage(own, room, holder(ida), 1_700_000_000_000)).toMatchInlineSnapshot(`
      {
        "keys": {
          "index": 0,
          "key": "BwcHBwcHBwcHBwcHBwcHBw==",
        },
        "member": {
          "claimed_device_id": "PHONE",
          "id": "@ida:nord.localhost:PHONE",
        },
        "room_id": "!consult",
        "sent_ts": 1700000000000,
        "session": {
          "application": "m.call",
          "call_id": "",
          "scope": "m.room",
        },
      }
    `)
  })

  it('is read as it was written', () => {
    const own = newKey({ index: 41 }, 0)
    expect(readKeyMessage(writeKeyMessage(own, room, holder(ida), 5), room)).toEqual({
      ok: true,
      value: { index: 42, key: own.key, deviceId: phone, sentAt: 5 },
    })
  })

  it('of another room is left alone, a malformed one refused', () => {
    const written = writeKeyMessage(newKey(null, 0), room, holder(ida), 5)
    expect(readKeyMessage(written, '!other' as RoomId)).toEqual({ ok: false, error: 'elsewhere' })
    for (const broken of [
      null,
      {},
      { ...written, keys: { index: 256, key: written.keys.key } },
      { ...written, keys: { index: 0, key: 'short' } },
      { ...written, member: {} },
    ])
      expect(readKeyMessage(broken, room)).toEqual({ ok: false, error: 'malformed' })
  })

  it('that was overtaken by a newer one for the same index is dropped', () => {
    const order = newKeyOrder()
    const at = (sentAt: number, index = 0) => ({ index, sentAt, deviceId: phone, key: new Uint8Array(16) })
    expect(order.isNewest(ida, at(10))).toBe(true)
    expect(order.isNewest(ida, at(9))).toBe(false)
    expect(order.isNewest(ida, at(9, 1))).toBe(true)
    expect(order.isNewest(jonas, at(9))).toBe(true)
    expect(order.isNewest(ida, at(11))).toBe(true)
  })
})

describe('a received key', () => {
  const olm = { sender: jonas, senderIdentityKey: 'jonas-curve' }
  const signed = { isTrusted: true, identityKey: 'jonas-curve' }
  const members = [holder(ida), holder(jonas)]
  const judge = (origin: OlmOrigin, trust: DeviceTrust, present = members) =>
    judgeKey({ sender: jonas, deviceId: phone }, origin, trust, present)

  it('is used when it came encrypted from a signed device of a member', () => {
    expect(judge(olm, signed)).toBeNull()
  })

  it('is refused when it came in the clear, whatever device it names', () => {
    expect(judge(null, signed)).toBe('not-encrypted')
  })

  it('is refused when another account sent it', () => {
    expect(judge({ ...olm, sender: '@eve:sued.localhost' }, signed)).toBe('other-sender')
  })

  it('is refused when another device than the one it names encrypted it', () => {
    expect(judge({ ...olm, senderIdentityKey: 'eve-curve' }, signed)).toBe('other-device')
  })

  it('waits for the signature of its device and for its membership, and for nothing else', () => {
    expect(judge(olm, { ...signed, isTrusted: false })).toBe('unsigned-device')
    expect(judge(olm, { isTrusted: false, identityKey: null })).toBe('unsigned-device')
    expect(judge(olm, signed, [holder(ida)])).toBe('not-a-member')
    expect(isFinal('unsigned-device') || isFinal('not-a-member')).toBe(false)
    expect(isFinal('not-encrypted') && isFinal('other-sender') && isFinal('other-device')).toBe(true)
  })
})
