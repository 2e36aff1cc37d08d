import type { MatrixEvent } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { isRecord } from '#shared/is-record.ts'
import { redactedRelationKey, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { UndecryptableReason } from './types.ts'

/** What we keep of an event of the SDK. */
export type EventSnapshot = {
  eventId: EventId
  /** Set when this device sent it. */
  txnId: string | null
  sender: UserId
  at: number
  type: string
  stateKey: string | null
  content: Record<string, unknown>
  previous: Record<string, unknown>
  encrypted: boolean
  /** `pending`: nobody has tried yet. */
  unreadable: UndecryptableReason | 'pending' | null
  isRedacted: boolean
  /** Who deleted it and when, as far as that is told. */
  redactedBy: { sender: UserId; at: number } | null
  /** Of something that was deleted: what it was to another message, as whoever deleted it says. */
  redactedRelation: string | null
  /** What it is to another event. */
  relation: Relation | null
}

export type Relation = {
  /** Null for a plain answer. */
  type: string | null
  eventId: EventId | null
  /** Of a reaction. */
  key: string | null
  /** Which event it answers. */
  replyTo: EventId | null
}

const reasonOf = (code: DecryptionFailureCode | null): UndecryptableReason => {
  switch (code) {
    case DecryptionFailureCode.MEGOLM_UNKNOWN_INBOUND_SESSION_ID:
    case DecryptionFailureCode.OLM_UNKNOWN_MESSAGE_INDEX:
    case DecryptionFailureCode.HISTORICAL_MESSAGE_WORKING_BACKUP:
    // The other clinic has not told us of the device yet; `decryption-retry.ts` asks again.
    case DecryptionFailureCode.UNKNOWN_SENDER_DEVICE:
      return 'waiting-for-keys'
    case DecryptionFailureCode.HISTORICAL_MESSAGE_USER_NOT_JOINED:
      return 'before-joining'
    case DecryptionFailureCode.HISTORICAL_MESSAGE_NO_KEY_BACKUP:
    case DecryptionFailureCode.HISTORICAL_MESSAGE_BACKUP_UNCONFIGURED:
      return 'no-backup'
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD:
      return 'withheld'
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE:
      return 'withheld-unconfirmed'
    case DecryptionFailureCode.UNSIGNED_SENDER_DEVICE:
    case DecryptionFailureCode.SENDER_IDENTITY_PREVIOUSLY_VERIFIED:
      return 'unsigned-device'
    default:
      return 'unknown'
  }
}

const unreadableOf = (event: MatrixEvent): EventSnapshot['unreadable'] => {
  if (event.isDecryptionFailure()) return reasonOf(event.decryptionFailureReason)
  // While it is being decrypted, an event still has its wire type.
  return event.isEncrypted() && event.getClearContent() === null && !event.isRedacted() ? 'pending' : null
}

const verificationRequest = 'm.key.verification.request'

/** A request to compare devices travels as a message, for clients that do not know it: nobody wrote it. */
const typeOf = (event: MatrixEvent): string =>
  event.getOriginalContent()['msgtype'] === verificationRequest ? verificationRequest : event.getType()

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const relationIn = (content: Record<string, unknown>): Relation | null => {
  const relation = content['m.relates_to']
  if (!isRecord(relation)) return null
  const reply = relation['m.in_reply_to']
  return {
    type: textOr(relation['rel_type']),
    eventId: textOr(relation['event_id']) as EventId | null,
    key: textOr(relation['key']),
    // In a thread a client that knows none is told to show an answer to the newest.
    replyTo:
      relation['is_falling_back'] !== true && isRecord(reply) ? (textOr(reply['event_id']) as EventId | null) : null,
  }
}

/** Beside the encrypted words stands a relation in the clear, which a server could change: both must say the same. */
const relationOf = (event: MatrixEvent): Relation | null => {
  const outer = relationIn(event.getWireContent())
  const inner = relationIn(event.getOriginalContent())
  if (!event.isEncrypted() || !inner || !outer) return inner ?? outer
  const isHidden = inner.type === relationTypes.reaction && outer.type === relationTypes.hiddenReaction
  const isSameType = inner.type === outer.type || isHidden
  return isSameType && inner.eventId === outer.eventId && inner.replyTo === outer.replyTo ? inner : null
}

const redactionOf = (event: MatrixEvent): Pick<EventSnapshot, 'redactedBy' | 'redactedRelation'> => {
  const redaction = event.isRedacted() ? event.getRedactionEvent() : null
  if (!redaction || !('sender' in redaction)) return { redactedBy: null, redactedRelation: null }
  return {
    redactedBy: { sender: redaction.sender as UserId, at: redaction.origin_server_ts },
    redactedRelation: textOr(redaction.content?.[redactedRelationKey]),
  }
}

/** Null for an event without identity, and for what the SDK shows before the homeserver has it: that is the outbox's. */
export const snapshotOf = (event: MatrixEvent): EventSnapshot | null => {
  const eventId = event.getId()
  const sender = event.getSender()
  if (!eventId || !sender || event.status !== null) return null
  return {
    eventId: eventId as EventId,
    txnId: event.getUnsigned().transaction_id ?? null,
    sender: sender as UserId,
    at: event.getTs(),
    type: typeOf(event),
    stateKey: event.getStateKey() ?? null,
    // As it was sent: which edits count is decided in `relations.ts`, not by the SDK.
    content: event.getOriginalContent(),
    previous: event.getPrevContent(),
    encrypted: event.isEncrypted(),
    unreadable: unreadableOf(event),
    isRedacted: event.isRedacted(),
    ...redactionOf(event),
    relation: relationOf(event),
  }
}
