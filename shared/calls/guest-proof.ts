import * as v from 'valibot'
import { eventId, type UserId } from '../matrix/ids.ts'

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
