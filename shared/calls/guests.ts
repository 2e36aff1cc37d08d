import * as v from 'valibot'
import { linkId, secretHash, secretLink } from '../auth/secret-link.ts'
import { eventTypes } from '../matrix/event-types.ts'
import { deviceId, roomId, type ServerName, serverOf, serviceAccountOf, type UserId, userId } from '../matrix/ids.ts'
import { guestLinkEvent, guestProof } from './guest-proof.ts'

/**
 * Guests: people without an account, who come into one call by a link. A clinic's service gives each an account that
 * ends with the call. Its name says what it is: every clinic's Synapse keeps such names for its service alone, so that
 * nobody else can have one, and nobody can have one taken for a person whom a clinic knows.
 */

const prefix = '@consilium-guest-'

export const isGuest = (person: string): boolean => person.startsWith(prefix)

/** `random`: lower-case letters and digits. */
export const guestAccountOf = (random: string, server: ServerName): UserId => `${prefix}${random}:${server}` as UserId

/** What guests call themselves. */
export const longestGuestName = 80

export const guestPath = '/guest'

const shortestMs = 60_000
export const longestLinkMs = 31 * 24 * 60 * 60_000

/** `POST /api/guests/links`: a link into the call with guests of a conversation, or of such a call itself. */
export const guestLinkInput = v.object({
  room: roomId,
  secretHash,
  key_event: guestLinkEvent,
  validMs: v.pipe(v.number(), v.integer(), v.minValue(shortestMs), v.maxValue(longestLinkMs)),
})
/** `open`: not used yet. `used`: somebody has an account by it. `over`: used up, taken back or too old. */
export const guestLink = v.object({
  id: linkId,
  status: v.picklist(['open', 'used', 'over']),
  expiresAt: v.number(),
  guest: v.nullable(userId),
})
export type GuestLinkView = v.InferOutput<typeof guestLink>
export const guestLinkOutput = v.object({ room: roomId, link: guestLink })
export const guestLinksQuery = v.object({ room: roomId })
export const guestLinksOutput = v.object({ links: v.array(guestLink) })
export const guestLinkParam = v.object({ id: linkId })

/** `POST /api/guests/enter`: who has the secret, once; the one that is derived for the service. */
export const enterInput = secretLink
/** What the guest's browser signs in with; and the room of the call, which the account comes into once it is let in. */
export const enterOutput = v.object({
  userId,
  deviceId: v.string(),
  accessToken: v.string(),
  room: roomId,
})

/** A public key of a device as Matrix writes it: 32 bytes in base64 without padding. */
const publicKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}$/, 'not a key of 32 bytes'))

/** The device with which a guest came, by its long-term keys: Ed25519 and Curve25519. */
const guestDevice = { device_id: deviceId, signing_key: publicKey, identity_key: publicKey }

/** `POST /api/guests/knock`, again and again by whoever waits to be let in: the first time settles the device. */
export const knockInput = v.object({ ...guestDevice, proof: guestProof })
/** All that a guest is told before somebody lets them in. */
export const knockOutput = v.object({
  room: roomId,
  /** Somebody is there who can let them in. */
  isHostThere: v.boolean(),
  /** Who gave them the link, and with which devices they are in the call: there they say what they are called. */
  inviter: v.object({ userId, devices: v.array(deviceId) }),
})

/**
 * Content of the state event `app.consilium.call.guest`: with which device a guest came, who gave them the link, and
 * since when they wait. It vouches for the device before anybody lets the guest in, and no other gets keys after that;
 * nor does this one, unless it proves that it is the one with the link (`guest-proof.ts`).
 */
export const guestInCall = v.object({
  ...guestDevice,
  invited_by: userId,
  /** By which the service itself is not believed about the device, and where in the conversation the key to it is. */
  proof: v.optional(guestProof, null),
  key_event: v.optional(v.nullable(guestLinkEvent), null),
  /** Unix time in ms; null once nobody waits there. */
  waiting_since: v.nullable(v.number()),
})
export type GuestInCall = v.InferOutput<typeof guestInCall>

/** Matrix keeps state keys that begin with `@` for the person themselves. */
export const guestStateKey = (guest: UserId): string => guest.slice(1)

/** By a room's state: what its service, and nobody else, says of guests. */
export const guestsIn = (
  state: readonly { type: string; state_key?: string | undefined; sender: string; content: unknown }[],
  service: UserId | null,
): Map<UserId, GuestInCall> =>
  new Map(
    state.flatMap(({ type, state_key, sender, content }) => {
      if (type !== eventTypes.callGuest || sender !== service || state_key === undefined) return []
      const guest = `@${state_key}` as UserId
      const parsed = v.safeParse(guestInCall, content)
      return parsed.success && isGuest(guest) ? [[guest, parsed.output] as const] : []
    }),
  )

/**
 * The call with guests of a conversation has a room of its own: who is in a room is given the keys of what is said
 * there, and guests are to have those of the call alone. Which conversation it belongs to, for those who are in it:
 */
export const conversationKey = 'app.consilium.conversation'
const creation = v.object({ type: v.literal(eventTypes.guestCallRoom), [conversationKey]: roomId })

/** Null for every other room, also for one that says so and was not made by a clinic's service. */
export const conversationOf = (
  create: { sender: string; content: unknown } | undefined,
): v.InferOutput<typeof roomId> | null => {
  const sender = create?.sender as UserId | undefined
  if (!sender || sender !== serviceAccountOf(serverOf(sender))) return null
  const parsed = v.safeParse(creation, create?.content)
  return parsed.success ? parsed.output[conversationKey] : null
}
