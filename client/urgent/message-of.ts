import { relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import { urgentOf } from '#shared/urgent/message.ts'
import type { RoomEvent } from '../matrix/types.ts'

type Said = Pick<RoomEvent, 'eventId' | 'sender' | 'at' | 'encrypted' | 'content'>
type Of = Pick<Alert, 'alertId' | 'requester'>

/** One of the two places where an urgent message stands, with its corrections, oldest first. */
export type Copy = {
  eventId: EventId
  edits: { eventId: EventId; at: number; text: string | null }[]
  text: string | null
}

const textIn = (content: unknown): string | null => {
  const body = typeof content === 'object' && content !== null ? Reflect.get(content, 'body') : null
  return typeof body === 'string' ? body : null
}

const editOf = ({ content }: Said): { of: unknown; text: string | null } | null => {
  const relation = content['m.relates_to']
  if (typeof relation !== 'object' || relation === null || Reflect.get(relation, 'rel_type') !== relationTypes.edit)
    return null
  return { of: Reflect.get(relation, 'event_id'), text: textIn(content['m.new_content']) }
}

/** What the sender has written, of what is said in a room: nothing that came in the clear, or of somebody else. */
export const copyIn = (events: readonly Said[], { alertId, requester }: Of): Copy | null => {
  const own = events.filter(({ encrypted, sender }) => encrypted && sender === requester)
  const message = own.find((event) => !editOf(event) && urgentOf(event.content)?.alertId === alertId)
  if (!message) return null
  const edits = own.flatMap((event) => {
    const edit = editOf(event)
    return edit?.of === message.eventId ? [{ eventId: event.eventId, at: event.at, text: edit.text }] : []
  })
  return { eventId: message.eventId, text: textIn(message.content), edits }
}

/** What it says now. */
export const newestText = ({ edits, text }: Copy): string | null => edits.at(-1)?.text ?? text
/** When it was changed last. */
export const editedAt = ({ edits }: Copy): number | null => edits.at(-1)?.at ?? null
