import type { Accessor } from 'solid-js'
import type { ErrorCode } from '#shared/errors.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'

/** Why an entry of the outbox was not even given to the homeserver; the person decides how to go on. */
export const sendFaults = [
  /** A member's identity is not the one we knew: `acceptIdentity`, then `retry`. */
  'identity-changed',
  /** Our own device is not signed yet, so others would not read it. */
  'device-not-signed',
  /** The room has no encryption: nothing leaves this device for it. */
  'not-encrypted',
  /** This browser has thrown away the file that was waiting to be sent. */
  'file-lost',
] as const
export type SendFault = (typeof sendFaults)[number]

/**
 * True state of something we sent. `delivered`: every other server of the room has it; see `arrivedAt` for each of them.
 * `read`: see `readBy`.
 */
export type SendState = 'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

export type OutboxEntry = {
  txnId: string
  roomId: RoomId
  type: string
  content: Record<string, unknown>
  queuedAt: number
  state: 'waiting' | 'sending' | 'failed'
  /** Why, while `failed`; what it waits for, when that is `rate-limited` or `partner-unreachable`. Later entries of the same room wait until this one is sent or discarded. */
  error: ErrorCode | SendFault | null
}

export type Outbox = {
  entries: Accessor<OutboxEntry[]>
  /** How much of its file an entry has given to the homeserver, from 0 to 1, while it does so. */
  progress: Accessor<ReadonlyMap<string, number>>
  /**
   * Written to disk before it returns; sent once, in order, encrypted. Returns the transaction id: under one that is
   * given, a second entry is none.
   */
  send(roomId: RoomId, type: string, content: Record<string, unknown>, txnId?: string): Promise<string>
  /** Resolves with the event id when the homeserver has taken it; rejects when it is discarded. */
  sent(txnId: string): Promise<EventId>
  /**
   * Resolves with what it says once all of its files are with the homeserver, before it is sent itself; with null when
   * nothing waits under this id any more. Rejects when it is discarded.
   */
  uploaded(txnId: string): Promise<OutboxEntry['content'] | null>
  retry(txnId: string): void
  discard(txnId: string): Promise<void>
}

/** Ciphertext of pictures, recordings and files of messages. */
export type MediaFiles = {
  /** What the homeserver takes in one piece; null while it has not said. */
  limitBytes(): Promise<number | null>
  /**
   * Keeps it on this device until the outbox has sent the message that refers to it. Returns the address for that
   * message. Throws `NoSpace`.
   */
  keep(cipher: Blob): Promise<string>
  /** When no message came to refer to it. */
  forget(url: string): Promise<void>
  /** From the homeserver or this device. Throws `MatrixRefusal`, or the reason of the signal. */
  fetch(url: string, options: { signal: AbortSignal; mostBytes?: number }): Promise<Blob>
}

/** What is written and not sent: encrypted on the disk, gone with the session. */
export type Drafts = {
  /** As it was kept, or what an earlier version of the client kept; null: nothing. */
  read(name: string): unknown
  /** The same, followed as it changes. */
  follow(name: string): unknown
  /** Anything that JSON can hold; null forgets it. */
  keep(name: string, draft: unknown): void
}
