import type { EventId, UserId } from '#shared/matrix/ids.ts'

/** What a text is written about, beside itself. */
export type MessageContext = {
  /** What it answers, and whose that was, if it is known here: they are told. */
  replyTo: { eventId: EventId; sender: UserId | null } | null
  /** The message of our own whose text it takes the place of; `mentions`: whom that names already. */
  edits: { eventId: EventId; mentions: readonly UserId[] } | null
  mentions: readonly UserId[]
  /** The same text for other clients, when it has more than letters. */
  html: string | null
}

export const plain: MessageContext = { replyTo: null, edits: null, mentions: [], html: null }

type Content = Record<string, unknown>

const textContent = (body: string, html: string | null): Content => ({
  msgtype: 'm.text',
  body,
  ...(html === null ? {} : { format: 'org.matrix.custom.html', formatted_body: html }),
})

// Always there, or other clients look for names in the text.
const mentionContent = (userIds: Iterable<UserId>): Content => {
  const named = [...new Set(userIds)]
  return { 'm.mentions': named.length > 0 ? { user_ids: named } : {} }
}

/** The content of the `m.room.message` that is sent for a text. */
export const messageContent = (body: string, { replyTo, edits, mentions, html }: MessageContext): Content => {
  if (edits)
    return {
      // For clients that know no edits.
      ...textContent(`* ${body}`, html === null ? null : `* ${html}`),
      ...mentionContent(mentions.filter((userId) => !edits.mentions.includes(userId))),
      'm.new_content': { ...textContent(body, html), ...mentionContent(mentions) },
      'm.relates_to': { rel_type: 'm.replace', event_id: edits.eventId },
    }
  return {
    ...textContent(body, html),
    ...mentionContent(replyTo?.sender ? [replyTo.sender, ...mentions] : mentions),
    ...(replyTo ? { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo.eventId } } } : {}),
  }
}
