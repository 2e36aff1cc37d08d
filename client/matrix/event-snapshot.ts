import type { MatrixEvent } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
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
  /** A newer text for an earlier message; the SDK has put it there. */
  isReplacement: boolean
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
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE:
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
  event.getContent()['msgtype'] === verificationRequest ? verificationRequest : event.getType()

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
    content: event.getContent(),
    previous: event.getPrevContent(),
    encrypted: event.isEncrypted(),
    unreadable: unreadableOf(event),
    isRedacted: event.isRedacted(),
    isReplacement: event.isRelation('m.replace'),
  }
}
