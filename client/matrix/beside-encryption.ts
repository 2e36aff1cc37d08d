import * as v from 'valibot'
import { relationTypes } from '#shared/matrix/event-types.ts'

type Content = Record<string, unknown>

const reaction = v.object({ rel_type: v.literal(relationTypes.reaction), event_id: v.string() })

/**
 * Relations travel in the clear beside what is encrypted, and that of a reaction would tell every server the emoji,
 * which may be an answer to a clinical question. So it stands inside only; outside is a relation of our own, since
 * Synapse takes none of Matrix's kind without the emoji.
 */
const withoutEmoji = (wire: Content): Content => {
  const relation = v.safeParse(reaction, wire['m.relates_to'])
  if (!relation.success) return wire
  const { event_id: about } = relation.output
  return { ...wire, 'm.relates_to': { rel_type: relationTypes.hiddenReaction, event_id: about } }
}

const called = v.object({
  'm.mentions': v.union([
    v.object({ user_ids: v.pipe(v.array(v.string()), v.minLength(1)) }),
    v.object({ room: v.literal(true) }),
  ]),
})

/**
 * Who is called by name, for the push rules of their homeserver: it wakes nobody for what it cannot see, and whoever
 * wants to hear of a conversation only when called would hear of nothing (MSC3996, MSC4028 tell the same). Servers know
 * who is in a room and who writes when; this says besides to whom. Readers believe what stands inside only.
 */
const withCalled = (wire: Content, content: Content): Content =>
  v.is(called, content) ? { ...wire, 'm.mentions': content['m.mentions'] } : wire

/** What is sent: `wire` is the encryption of `content`, with what stands beside it in the clear. */
export const besideEncryption = (wire: Content, content: Content): Content => withCalled(withoutEmoji(wire), content)
