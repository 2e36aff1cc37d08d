import * as v from 'valibot'
import { deviceId, eventId, roomId, type UserId, userId } from '../matrix/ids.ts'

/**
 * By what those in a call know a guest's device from one that a homeserver puts behind the guest's account. Two keys
 * come of a link's secret (HKDF-SHA-256, without salt, these infos): one opens the door at the service, once; of the
 * other the service never hears. The guest authenticates the keys of their device with it, and whoever is in the
 * conversation has it by an encrypted event there, which guests and services do not read.
 */
export const linkKeyInfos = { entry: 'app.consilium.guest.entry', proof: 'app.consilium.guest.proof' } as const

/** 32 bytes in base64 without padding. */
const bytes32 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}$/, 'not 32 bytes in base64'))

/** Content of the encrypted event `app.consilium.call.guest_link`: somebody has made a link for a guest. */
const guestLinkNews = v.object({ key: bytes32 })

/** Null for what is none. */
export const parseGuestLink = (content: unknown): v.InferOutput<typeof guestLinkNews> | null => {
  const parsed = v.safeParse(guestLinkNews, content)
  return parsed.success ? parsed.output : null
}

/** HMAC-SHA-256; null from a guest whose browser has lost the key meanwhile. */
export const guestProof = v.nullable(bytes32)

/** The event with the key of the link, in the conversation. */
export const guestLinkEvent = eventId

export type DeviceOfGuest = { device_id: string; signing_key: string; identity_key: string }

/** What the proof is made of. */
export const provenText = (guest: UserId, { device_id, signing_key, identity_key }: DeviceOfGuest): string =>
  JSON.stringify(['app.consilium.guest.device', guest, device_id, signing_key, identity_key])

/**
 * The other way round: by what a guest knows the devices of those who invited them from those that a homeserver puts
 * into the call. Who is in the conversation has the key of the guest's link, and no server does; they authenticate their
 * own device with it, and those of other guests who have proven theirs: links have no secret in common.
 */
export const vouchedText = (guest: UserId, whose: UserId, { device_id, signing_key, identity_key }: DeviceOfGuest) =>
  JSON.stringify(['app.consilium.guest.vouched', guest, whose, device_id, signing_key, identity_key])

const mostVouched = 50

const vouchedDevice = v.object({
  user_id: userId,
  device_id: deviceId,
  signing_key: bytes32,
  identity_key: bytes32,
  /** HMAC-SHA-256. */
  proof: bytes32,
})
export type VouchedFor = v.InferOutput<typeof vouchedDevice>

/**
 * To a device, encrypted: a guest asks whose devices those in the call are; a host's device that has the key of a link
 * from a backup only, where a server could have laid it, asks for it; and what somebody answers.
 */
const vouching = v.union([
  v.object({ room_id: roomId, devices: v.pipe(v.array(vouchedDevice), v.maxLength(mostVouched)) }),
  v.object({ room_id: roomId, asks: v.literal(true) }),
  v.object({ room_id: roomId, key_event: eventId, key: bytes32 }),
  v.object({ room_id: roomId, asks_key: eventId }),
])
export type Vouching = v.InferOutput<typeof vouching>

/** Null for what is none, or is of another room. */
export const readVouching = (content: unknown, room: string): Vouching | null => {
  const parsed = v.safeParse(vouching, content)
  return parsed.success && parsed.output.room_id === room ? parsed.output : null
}
