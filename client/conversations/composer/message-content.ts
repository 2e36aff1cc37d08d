import type { EventId, UserId } from '#shared/matrix/ids.ts'
import { maxMessageBytes, messageBytes } from './message-length.ts'

/** What a text is written about, beside itself. */
export type MessageContext = {
  /** What it answers, and whose that was, if it is known here: they are told. */
  replyTo: { eventId: EventId; sender: UserId | null } | null
  /** The message of our own whose text it takes the place of; `mentions`: whom that names already. */
  edits: { eventId: EventId; mentions: readonly UserId[]; everybody: boolean } | null
  mentions: readonly UserId[]
  /** Everybody is called. */
  everybody: boolean
  /** The same text for other clients, when it has more than letters. */
  html: string | null
}

export const plain: MessageContext = { replyTo: null, edits: null, mentions: [], everybody: false, html: null }

type Content = Record<string, unknown>

/** A long text goes without its formatting: an event has room for one of both. */
const fits = (body: string, html: string) => messageBytes(body) + messageBytes(html) <= maxMessageBytes

const textContent = (body: string, html: string | null): Content => ({
  msgtype: 'm.text',
  body,
  ...(html !== null && fits(body, html) ? { format: 'org.matrix.custom.html', formatted_body: html } : {}),
})

/** For clients that know no edits: the beginning will do, or a long text would not fit twice. */
const fallback = (body: string): string => `* ${body.length > 500 ? `${body.slice(0, 500)} …` : body}`

// Always there, or other clients look for names in the text.
const mentionContent = (userIds: Iterable<UserId>, everybody: boolean): Content => {
  const named = [...new Set(userIds)]
  return { 'm.mentions': { ...(named.length > 0 && { user_ids: named }), ...(everybody && { room: true }) } }
}

/** The content of the `m.room.message` that is sent for a text. */
export const messageContent = (
  body: string,
  { replyTo, edits, mentions, everybody, html }: MessageContext,
): Content => {
  if (edits)
    return {
      ...textContent(fallback(body), null),
      ...mentionContent(
        mentions.filter((userId) => !edits.mentions.includes(userId)),
        everybody && !edits.everybody,
      ),
      'm.new_content': { ...textContent(body, html), ...mentionContent(mentions, everybody) },
      'm.relates_to': { rel_type: 'm.replace', event_id: edits.eventId },
    }
  return {
    ...textContent(body, html),
    ...mentionContent(replyTo?.sender ? [replyTo.sender, ...mentions] : mentions, everybody),
    ...(replyTo ? { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo.eventId } } } : {}),
  }
}
