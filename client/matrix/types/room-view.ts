import type { Accessor } from 'solid-js'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Quoted, TimelineItem } from './messages.ts'
import type { RoomSummary } from './rooms.ts'

export type RoomMember = {
  userId: UserId
  name: string
  serverName: ServerName
  membership: 'join' | 'invite'
  powerLevel: number
  /** `changed`: their identity is not the one we knew; sending stops until the person decides. */
  identity: 'unverified' | 'verified' | 'changed'
}

/** What the person may do in a room; only to members whose `powerLevel` is below `level`. */
export type RoomRights = {
  level: number
  invite: boolean
  remove: boolean
  rename: boolean
  appoint: boolean
  callEverybody: boolean
}

/** One decrypted event of a type of ours. `encrypted` is false when it came in the clear: never trust such content. */
export type RoomEvent = {
  eventId: EventId
  type: string
  sender: UserId
  at: number
  encrypted: boolean
  content: Record<string, unknown>
}

export type StateSnapshot = { eventId: EventId; sender: UserId; content: Record<string, unknown> }

/** Everything that was said in a room, as it is known here. */
export type WholeRoom = {
  /** Oldest first. */
  items: TimelineItem[]
  /** Who has read each: whoever has read one has read those before it. */
  readers: ReadonlyMap<EventId, readonly UserId[]>
  /** Who has confirmed an urgent message. */
  confirmations: ReadonlyMap<EventId, readonly { by: UserId; at: number }[]>
}

/** One room while somebody looks at it; call under a Solid owner, it cleans up with it. */
export type RoomView = {
  roomId: RoomId
  summary: Accessor<RoomSummary | null>
  /** What is held around where somebody reads: the newest, unless they went far back. */
  timeline: Accessor<TimelineItem[]>
  hasEarlier: Accessor<boolean>
  hasLater: Accessor<boolean>
  loading: Accessor<'earlier' | 'later' | null>
  loadEarlier(): Promise<void>
  loadLater(): Promise<void>
  /** Goes to the newest, which are always held. */
  showNewest(): void
  /** Goes to where this event stands; false, without going anywhere, when it is not within reach. */
  loadBackTo(eventId: EventId): Promise<boolean>
  /** The same to what was said before a time; to the beginning when there is nothing earlier. */
  loadBackToTime(at: number): Promise<boolean>
  /** Whoever reads back keeps their place also when sync leaves something out. */
  setReadingBack(isReadingBack: boolean): void
  /** Up to which event we have read, as we told the homeserver. */
  ownReadUpTo(): EventId | null
  /** One message, wherever in the history it stands; null when we may not see it or it says nothing. */
  lookUp(eventId: EventId): Promise<Quoted | null>
  /**
   * Reads the history back, to its beginning or to a moment (Unix time in ms), whatever is shown. Throws
   * `MatrixRefusal`, or the reason of the signal.
   */
  readWhole(options: { from: number | null; signal: AbortSignal; onProgress(count: number): void }): Promise<WholeRoom>
  members: Accessor<RoomMember[]>
  /** Takes a member's new identity for theirs, after the person has decided so. */
  acceptIdentity(userId: UserId): Promise<void>
  /** Names of the people who are typing, ourselves left out. */
  typing: Accessor<string[]>
  setTyping(isTyping: boolean): void
  markRead(): void
  rights: Accessor<RoomRights>
  /** Whether somebody who called everybody may: otherwise it is no call. */
  mayCallEverybody(userId: UserId): boolean
  /** Decrypted events of one type, oldest first; pages back until the room's beginning (consult rooms are short). */
  events(type: string): Accessor<RoomEvent[]>
  /** Tells the clinic of an event, by a code and without what it says. */
  report(eventId: EventId, reason: string): Promise<void>
  state(type: string, stateKey?: string): Accessor<StateSnapshot | null>
}
