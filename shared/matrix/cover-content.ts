import * as v from 'valibot'
import { type UserId, userId } from './ids.ts'

/**
 * What a message says beside its words when its sender's device sent it to somebody absent and to their cover: the one
 * for the cover whom they stand in for, the one for the absent person who has it as well. Inside of what is encrypted.
 */
const key = 'app.consilium.cover'

const coverContent = v.union([v.object({ for: userId }), v.object({ sent_to: userId })])

export type Cover = { kind: 'for' | 'sent-to'; userId: UserId }

export const contentFor = (absent: UserId): Record<string, unknown> => ({ [key]: { for: absent } })
export const contentSentTo = (cover: UserId): Record<string, unknown> => ({ [key]: { sent_to: cover } })

export const coverOf = (content: Record<string, unknown>): Cover | null => {
  const parsed = v.safeParse(coverContent, content[key])
  if (!parsed.success) return null
  return 'for' in parsed.output
    ? { kind: 'for', userId: parsed.output.for }
    : { kind: 'sent-to', userId: parsed.output.sent_to }
}
