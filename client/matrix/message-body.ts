import * as v from 'valibot'
import { roleContent, roleKey } from '#shared/duty/roster-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { isAbout } from './relations.ts'
import type { Mentions, MessageBody, TextManner } from './types.ts'

type Notice = Extract<MessageBody, { kind: 'notice' }>['notice']
type Content = Record<string, unknown>

/** Text-like message types of the specification; other clients also send files and places. */
const manners: ReadonlyMap<unknown, TextManner | null> = new Map([
  ['m.text', null],
  ['m.notice', 'notice'],
  ['m.emote', 'emote'],
])

/** Older clients repeat, above an answer, what it answers: lines that begin with ">", then an empty one. */
const withoutFallback = (text: string): string => text.replace(/^(?:> .*\n)+\n/, '')

export const htmlOf = (content: Content): string | null => {
  const html = content['formatted_body']
  return content['format'] === 'org.matrix.custom.html' && typeof html === 'string' ? html : null
}

/** What a person is told by the content of an `m.room.message`. */
export const messageBodyOf = (content: Content, isAnswer: boolean): MessageBody => {
  const text = content['body']
  const manner = manners.get(content['msgtype'])
  if (manner === undefined || typeof text !== 'string') return { kind: 'event', type: eventTypes.message, content }
  return {
    kind: 'text',
    text: isAnswer ? withoutFallback(text) : text,
    html: htmlOf(content),
    ...(manner && { manner }),
  }
}

const isUserId = (value: unknown): value is UserId => typeof value === 'string' && value.startsWith('@')

export const mentionsOf = (content: Content): Mentions => {
  const mentions = content['m.mentions']
  const { user_ids: userIds, room } = (typeof mentions === 'object' && mentions !== null ? mentions : {}) as Content
  return { userIds: Array.isArray(userIds) ? userIds.filter(isUserId) : [], isEverybody: room === true }
}

/** The duty that a message says it is written for. */
export const roleOf = (content: Content): string | null => {
  const parsed = v.safeParse(roleContent, content[roleKey])
  return parsed.success ? parsed.output.service_id : null
}

const noticeOf = (event: EventSnapshot, creator: UserId | null): Notice | null => {
  const before = event.previous['membership']
  switch (event.content['membership']) {
    case 'join':
      // A change of name is a membership event too, and who made the room is said already.
      return before === 'join' || (before === undefined && event.sender === creator) ? null : 'joined'
    case 'invite':
      return before === 'invite' ? null : 'invited'
    case 'leave':
      return event.stateKey === event.sender ? 'left' : 'removed'
    case 'ban':
      return 'removed'
    default:
      return null
  }
}

const isOurs = (type: string) => type.startsWith('app.consilium.')
const isSpoken = (type: string) => type === eventTypes.message || type === eventTypes.encrypted || isOurs(type)

/** What a person sees of an event that says `content` now; null when nothing. */
export const bodyOf = (
  event: EventSnapshot,
  content: Content,
  creator: UserId | null,
  nameOf: (userId: UserId) => string,
): MessageBody | null => {
  if (event.type === eventTypes.dutyRoster && event.stateKey === '')
    return { kind: 'roster', before: 'version' in event.previous ? event.previous : null, now: event.content }
  if (event.stateKey !== null) {
    const subject = (event.type === eventTypes.create ? event.sender : event.stateKey) as UserId
    const notice =
      event.type === eventTypes.create ? 'created' : event.type === eventTypes.member ? noticeOf(event, creator) : null
    return notice && { kind: 'notice', notice, subject, subjectName: nameOf(subject) }
  }
  if (event.isRedacted) {
    if (!isSpoken(event.type) || event.redactedRelation !== null || isAbout(event)) return null
    const { sender: by, at } = event.redactedBy ?? { sender: null, at: null }
    return { kind: 'redacted', by, byName: by ? nameOf(by) : '', at }
  }
  if (event.unreadable === 'pending' || isAbout(event)) return null
  if (event.unreadable) return { kind: 'undecryptable', reason: event.unreadable }
  if (event.type === eventTypes.message) return messageBodyOf(content, event.relation?.replyTo != null)
  return isOurs(event.type) ? { kind: 'event', type: event.type, content } : null
}
