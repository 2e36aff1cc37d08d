import * as v from 'valibot'
import { linkId, secretHash, secretLink } from '../auth/secret-link.ts'
import { eventTypes } from '../matrix/event-types.ts'
import { roomId, type ServerName, serverOf, serviceAccountOf, type UserId, userId } from '../matrix/ids.ts'

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

/** `POST /api/guests/enter`: who has the secret, once. */
export const enterInput = secretLink
/** What the guest's browser signs in with; and the room of the call, the only one that the account is in. */
export const enterOutput = v.object({
  userId,
  deviceId: v.string(),
  accessToken: v.string(),
  room: roomId,
})

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
