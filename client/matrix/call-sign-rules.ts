import * as v from 'valibot'
import { type RoomId, roomId, type UserId } from '#shared/matrix/ids.ts'

/** `waiting`: asks to be let in. `hand`: wants to say something. */
const kinds = ['waiting', 'hand'] as const

/** Holds while it is repeated. */
export type Sign = { kind: (typeof kinds)[number]; userId: UserId; since: number; heardAt: number }

export const signRepeatMs = 4_000
const silenceMs = 14_000
const mostSigns = 100

const content = v.object({ room_id: roomId, kind: v.picklist(kinds), is_given: v.boolean() })

export type SignMessage = { kind: Sign['kind']; isGiven: boolean }

export const writeSign = (kind: Sign['kind'], isGiven: boolean, room: RoomId): v.InferInput<typeof content> => ({
  room_id: room,
  kind,
  is_given: isGiven,
})

/** Null for what is none, or is of another room. */
export const readSign = (from: unknown, room: RoomId): SignMessage | null => {
  const parsed = v.safeParse(content, from)
  if (!parsed.success || parsed.output.room_id !== room) return null
  return { kind: parsed.output.kind, isGiven: parsed.output.is_given }
}

export const withoutOld = (signs: readonly Sign[], now: number): readonly Sign[] => {
  const left = signs.filter(({ heardAt }) => now - heardAt < silenceMs)
  return left.length === signs.length ? signs : left
}

/** In the order in which they began; what is repeated keeps its place. */
export const addSign = (
  signs: readonly Sign[],
  { kind, userId, isGiven }: SignMessage & { userId: UserId },
  now: number,
): readonly Sign[] => {
  const isThis = (sign: Sign) => sign.kind === kind && sign.userId === userId
  if (!isGiven) return signs.filter((sign) => !isThis(sign))
  if (signs.some(isThis)) return signs.map((sign) => (isThis(sign) ? { ...sign, heardAt: now } : sign))
  return signs.length < mostSigns ? [...signs, { kind, userId, since: now, heardAt: now }] : signs
}
