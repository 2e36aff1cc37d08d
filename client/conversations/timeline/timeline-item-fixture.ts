import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { TimelineItem } from '../../matrix/types.ts'

/** What tests of the timeline are made of: something that somebody of Nord said. */
export const saidBy = (sender: string, key: string, at: number, eventId: EventId | null = null): TimelineItem => ({
  key,
  eventId,
  sender: `@${sender}:nord.localhost` as UserId,
  senderName: sender,
  at,
  isOwn: sender === 'ich',
  isEncrypted: true,
  body: { kind: 'text', text: key, html: null },
  reply: null,
  role: null,
  cover: null,
  mentions: { userIds: [], isEverybody: false },
  versions: null,
  reactions: [],
  urgent: null,
  pending: null,
  send: null,
})
