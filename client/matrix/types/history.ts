import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { UndecryptableReason } from './messages.ts'
import type { RoomEvent } from './room-view.ts'

/** An event of any room, wherever in its history it stands, with what was written first: corrections are events too. */
export type HistoryEvent = RoomEvent & {
  roomId: RoomId
  stateKey: string | null
  /** The message that it corrects. */
  replaces: EventId | null
  /** What must be forgotten because of it: itself, when it was redacted. */
  redacts: EventId | null
  /** Why it cannot be read (yet). */
  unreadable: UndecryptableReason | null
}

export type HistoryFollower = {
  /** Whether what is new in a room is wanted; what is decrypted later or redacted always is. */
  isFollowed(roomId: RoomId): boolean
  /** `heads`: up to where the rooms' live timelines are given, of those in which something new was said. */
  onEvents(events: HistoryEvent[], heads: ReadonlyMap<RoomId, EventId>): void
  /** Sync left something out: `since` says what. */
  onGap(roomId: RoomId): void
  onLeft(roomId: RoomId): void
  /** The session ends; what was opened for it must be let go before the device is wiped. */
  onEnd(): void
}

/** What is said in every room, apart from what is shown. */
export type History = {
  /** One at a time. Returns how to stop. */
  follow(follower: HistoryFollower): () => void
  /** The newest event that sync has brought. */
  newest(roomId: RoomId): EventId | null
  /** What sync has brought after an event; not `isWhole` when that event is not there: the rest is before `earlier`. */
  since(
    roomId: RoomId,
    head: EventId | null,
  ): Promise<{ events: HistoryEvent[]; isWhole: boolean; earlier: string | null }>
  /**
   * A page backwards, newest first, that no timeline keeps; from the newest without a token. `earlier` is null at the
   * beginning. Throws `MatrixRefusal`.
   */
  earlier(roomId: RoomId, from: string | null): Promise<{ events: HistoryEvent[]; earlier: string | null }>
}

/** Keys of what was said in a room before somebody came, given from member to member (MSC4268). */
export type HistoryKeys = {
  /** Gives all that may be shared to the signed devices of a person. */
  share(roomId: RoomId, userId: UserId): Promise<void>
  /** Asks the devices of a person for theirs. */
  ask(roomId: RoomId, userId: UserId): Promise<void>
  /** Takes what a person has given, if they have; nobody's is taken unasked. */
  take(roomId: RoomId, from: UserId): Promise<void>
  /** Something in what is loaded of a room cannot be read. Tracked. */
  isMissing(roomId: RoomId): boolean
  /** Calls when somebody asks, and when somebody has given. Each returns how to stop. */
  onAsked(listener: (roomId: RoomId, by: UserId) => void): () => void
  onGiven(listener: (roomId: RoomId, from: UserId) => void): () => void
}
