import type { ErrorCode } from '#shared/errors.ts'
import type { Cover } from '#shared/matrix/cover-content.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { UrgentBlock } from '#shared/urgent/message.ts'
import type { OutboxEntry, SendFault, SendState } from './sending.ts'

/** Why a message could not be decrypted, for a sentence and a repair. */
export const undecryptableReasons = [
  'waiting-for-keys',
  'withheld',
  // This device was not confirmed when it was sent.
  'withheld-unconfirmed',
  'before-joining',
  'no-backup',
  'unsigned-device',
  'unknown',
] as const

export type UndecryptableReason = (typeof undecryptableReasons)[number]

/** What other clients say otherwise than plainly: of what somebody does (`/me`), or by a program. */
export type TextManner = 'emote' | 'notice'

/** What a message says, by kind: what is drawn for each is in `client/conversations/timeline/MessageBody.tsx`. */
export type MessageBody =
  /** `html`: for other clients, and what they sent; draw it only through `rich-text.ts`. */
  | { kind: 'text'; text: string; html: string | null; manner?: TextManner }
  | { kind: 'event'; type: string; content: Record<string, unknown> }
  | { kind: 'undecryptable'; reason: UndecryptableReason }
  | { kind: 'redacted'; by: UserId | null; byName: string; at: number | null }
  | {
      kind: 'notice'
      notice: 'joined' | 'left' | 'invited' | 'removed' | 'created'
      subject: UserId
      subjectName: string
    }
  /** Who answers for a role has changed; null before: the conversation begins. */
  | { kind: 'roster'; before: Record<string, unknown> | null; now: Record<string, unknown> }

/** What a message answers. `quoted` is null while that is not loaded: `RoomView.lookUp` fetches it. */
export type Reply = { eventId: EventId; quoted: Quoted | null }
export type Quoted = Pick<TimelineItem, 'sender' | 'senderName' | 'at' | 'isEncrypted' | 'body'>

export type Mentions = { userIds: UserId[]; isEverybody: boolean }
export type Version = { eventId: EventId; at: number; text: string }

export type Reaction = {
  emoji: string
  by: UserId[]
  /** False when one of them came in the clear: anybody on the way could have added it. */
  isAssured: boolean
  /** Our own: to take it back. `eventId` is null while it is not sent. */
  own: { eventId: EventId | null; txnId: string | null } | null
}

export type Pending = {
  txnId: string
  kind: 'edit' | 'reaction' | 'deletion'
  state: OutboxEntry['state']
  error: OutboxEntry['error']
}

export type TimelineItem = {
  /** Stable over echo and arrival: use it as key. Of an entry of the outbox it is the `txnId`. */
  key: string
  eventId: EventId | null
  sender: UserId
  senderName: string
  /** Unix time in ms. */
  at: number
  isOwn: boolean
  /** False for what came in the clear: anybody on the way could have written it. */
  isEncrypted: boolean
  body: MessageBody
  reply: Reply | null
  /** To whom else it went, or in whose place, while somebody is absent. */
  cover: Cover | null
  /** The duty that it says it is written for; believe it only by the roster (`client/duty`). */
  role: string | null
  /** Whom it names, so that they notice it. */
  mentions: Mentions
  /** Every text that it had, oldest first, the present one last; null when it stands as it was sent. */
  versions: Version[] | null
  reactions: Reaction[]
  /** How soon it must be answered; null for an ordinary message. */
  urgent: UrgentBlock | null
  /** Something about it that we have not sent yet. */
  pending: Pending | null
  /** Own items only. */
  send: { state: SendState; readBy: UserId[]; arrivedAt: ServerName[]; error: ErrorCode | SendFault | null } | null
}
