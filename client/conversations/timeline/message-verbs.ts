import { eventTypes, redactedRelationKey, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import type { Reaction, TimelineItem } from '../../matrix/types.ts'
import type { Conversation } from '../conversation-context.ts'

type Parts = Pick<Conversation, 'session' | 'room'>

/** A deletion; `relation`: of what is no message, so that nothing is shown in its place. */
const deletion = (eventId: EventId, relation: string | null) => ({
  redacts: eventId,
  ...(relation ? { [redactedRelationKey]: relation } : {}),
})

/** Our own reaction is added, or taken back when it is there; also while it waits to be sent. */
export const toggleReaction = async (
  { session: { outbox }, room: { roomId } }: Parts,
  { eventId, reactions }: Pick<TimelineItem, 'eventId' | 'reactions'>,
  emoji: string,
): Promise<void> => {
  const own: Reaction['own'] = reactions.find((reaction) => reaction.emoji === emoji)?.own ?? null
  if (own?.eventId) await outbox.send(roomId, eventTypes.redaction, deletion(own.eventId, relationTypes.reaction))
  else if (own?.txnId) await outbox.discard(own.txnId)
  else if (eventId)
    await outbox.send(roomId, eventTypes.reaction, {
      'm.relates_to': { rel_type: relationTypes.reaction, event_id: eventId, key: emoji },
    })
}

/** The message and each newer text of it: what was edited away must not stay behind. */
export const deleteMessage = async (
  { session: { outbox }, room: { roomId } }: Parts,
  { eventId, versions }: Pick<TimelineItem, 'eventId' | 'versions'>,
): Promise<void> => {
  if (!eventId) return
  await outbox.send(roomId, eventTypes.redaction, deletion(eventId, null))
  for (const { eventId: edit } of versions?.slice(1) ?? [])
    await outbox.send(roomId, eventTypes.redaction, deletion(edit, relationTypes.edit))
}
