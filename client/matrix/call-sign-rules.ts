import * as v from 'valibot'
import { isGuest, longestGuestName } from '#shared/calls/guests.ts'
import { type RoomId, roomId, type UserId, userId } from '#shared/matrix/ids.ts'

/**
 * `waiting`: asks to be let in. `hand`: wants to say something. `here`: a guest, who says what they are called. `named`:
 * a host, who passes on to the others what a guest is called that waits: before the door, guests are told of one only.
 */
const kinds = ['waiting', 'hand', 'here', 'named'] as const

/** Holds while it is repeated. */
export type Sign = { kind: Exclude<(typeof kinds)[number], 'named'>; userId: UserId; since: number; heardAt: number }

export const signRepeatMs = 4_000
const silenceMs = 14_000
const mostSigns = 100

/** What a guest calls themselves: nobody has looked whether it is true. */
const guestName = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()),
  v.minLength(1),
  v.maxLength(longestGuestName),
)

const content = v.object({
  room_id: roomId,
  kind: v.picklist(kinds),
  is_given: v.boolean(),
  name: v.optional(guestName),
  guest: v.optional(userId),
})

/** `name`: of a guest; of others it counts for nothing. `guest`: whose it is, when it is passed on. */
export type SignMessage = { kind: (typeof kinds)[number]; isGiven: boolean; name: string | null; guest: UserId | null }

export const writeSign = ({ kind, isGiven, name, guest }: SignMessage, room: RoomId): v.InferInput<typeof content> => ({
  room_id: room,
  kind,
  is_given: isGiven,
  ...(name === null ? {} : { name }),
  ...(guest === null ? {} : { guest }),
})

/** Null for what is none, or is of another room. */
export const readSign = (from: unknown, room: RoomId): SignMessage | null => {
  const parsed = v.safeParse(content, from)
  if (!parsed.success || parsed.output.room_id !== room) return null
  const { kind, is_given, name = null, guest = null } = parsed.output
  return { kind, isGiven: is_given, name, guest }
}

/** Whom a sign gives a name: guests do so themselves, and hosts for them; nobody else. */
export const namedBy = (
  { kind, name, guest }: SignMessage,
  sender: UserId,
  isHost: (person: UserId) => boolean,
): { guest: UserId; name: string } | null => {
  if (name === null) return null
  if (kind !== 'named') return isGuest(sender) ? { guest: sender, name } : null
  return guest !== null && isGuest(guest) && isHost(sender) ? { guest, name } : null
}

export const withoutOld = (signs: readonly Sign[], now: number): readonly Sign[] => {
  const left = signs.filter(({ heardAt }) => now - heardAt < silenceMs)
  return left.length === signs.length ? signs : left
}

/** In the order in which they began; what is repeated keeps its place. */
export const addSign = (
  signs: readonly Sign[],
  { kind, userId, isGiven }: Pick<Sign, 'kind' | 'userId'> & Pick<SignMessage, 'isGiven'>,
  now: number,
): readonly Sign[] => {
  const isThis = (sign: Sign) => sign.kind === kind && sign.userId === userId
  if (!isGiven) return signs.filter((sign) => !isThis(sign))
  if (signs.some(isThis)) return signs.map((sign) => (isThis(sign) ? { ...sign, heardAt: now } : sign))
  return signs.length < mostSigns ? [...signs, { kind, userId, since: now, heardAt: now }] : signs
}
