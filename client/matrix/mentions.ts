import * as v from 'valibot'
import type { UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'

/** `m.mentions` (MSC3952), as it stands inside the encryption; what stands beside it is for push rules only. */
const mentions = v.object({
  'm.mentions': v.object({ user_ids: v.optional(v.array(v.string()), []), room: v.optional(v.boolean(), false) }),
})

type Said = Pick<EventSnapshot, 'content' | 'encrypted' | 'unreadable' | 'isRedacted' | 'sender'>

/**
 * Whether an event calls a person by name, or everybody, which only some may: the homeserver cannot read who is called
 * and refuses nothing. What came in the clear calls nobody.
 */
export const isMentioned = (
  { content, encrypted, unreadable, isRedacted, sender }: Said,
  ownId: UserId,
  mayCallEverybody: (sender: UserId) => boolean,
): boolean => {
  if (!encrypted || unreadable || isRedacted || sender === ownId) return false
  const parsed = v.safeParse(mentions, content)
  if (!parsed.success) return false
  const { user_ids, room } = parsed.output['m.mentions']
  return user_ids.includes(ownId) || (room && mayCallEverybody(sender))
}
