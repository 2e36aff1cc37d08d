import type { Accessor } from 'solid-js'
import type { OwnSessionInput } from '#shared/auth/session.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Cover } from '#shared/matrix/cover-content.ts'
import type { DeviceId, EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { PermissionConfig } from '#shared/permissions/permission-config.ts'
import type { UrgentBlock } from '#shared/urgent/message.ts'

/** What features see of Matrix: plain snapshots and verbs. Nothing of matrix-js-sdk leaves this folder. */

/** `urgent`: the room of an urgent message's alert, beside the conversation in which it was written. */
export type RoomKind = 'direct' | 'group' | 'department' | 'duty' | 'consult' | 'urgent'

/** What of a conversation makes itself heard: everything, mentions and what is urgent, or only what is urgent. */
export type Notify = 'all' | 'mentions' | 'none'

export type RoomSummary = {
  roomId: RoomId
  kind: RoomKind
  /** For direct conversations the other person's name; neutral for consults. */
  name: string
  membership: 'join' | 'invite'
  /** Who invited us, while `membership` is `invite`. */
  invitedBy: UserId | null
  /** The other person of a direct conversation. */
  directUserId: UserId | null
  /** Who made the room; consults are made by a clinic's service account. */
  creator: UserId | null
  unreadCount: number
  /** Of the unread ones, those that call the person by name or call everybody. */
  mentionCount: number
  /** Messages that the person has to confirm and has not, read or not. */
  urgentCount: number
  isMarkedUnread: boolean
  /** Smaller is higher; null: not pinned. */
  pinnedAt: number | null
  isArchived: boolean
  notify: Notify
  /** Unix time in ms at which `notify` goes back to `all`; null: it stays. */
  mutedUntil: number | null
  /** Of a direct conversation: the other person is in it or invited. */
  hasOther: boolean
  /** Unix time in ms; null while we are only invited. */
  createdAt: number | null
  /** Unix time in ms of the newest thing that a person would call activity. */
  lastActivity: number
  /** First words of the newest message, decrypted; null when there is none or it cannot be read. */
  preview: string | null
  /** Servers of the joined and invited members. */
  servers: ServerName[]
}

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

/** Why a message could not be decrypted, for a sentence and a repair. */
export type UndecryptableReason =
  | 'waiting-for-keys'
  | 'withheld'
  | 'before-joining'
  | 'no-backup'
  | 'unsigned-device'
  | 'unknown'

/** What a message says, by kind: what is drawn for each is in `client/conversations/timeline/MessageBody.tsx`. */
export type MessageBody =
  /** `html`: for other clients, and what they sent; draw it only through `rich-text.ts`. */
  | { kind: 'text'; text: string; html: string | null }
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
export type Quoted = Pick<TimelineItem, 'sender' | 'senderName' | 'isEncrypted' | 'body'>

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
export type RoomRights = { level: number; invite: boolean; remove: boolean; rename: boolean; appoint: boolean }

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
  timeline: Accessor<TimelineItem[]>
  hasEarlier: Accessor<boolean>
  isLoadingEarlier: Accessor<boolean>
  loadEarlier(): Promise<void>
  /** Pages back until this event is in the timeline; false when it is not within reach. */
  loadBackTo(eventId: EventId): Promise<boolean>
  /** The same until there is something from before a time; true also when there is nothing earlier. */
  loadBackToTime(at: number): Promise<boolean>
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
  /** Decrypted events of one type, oldest first; pages back until the room's beginning (consult rooms are short). */
  events(type: string): Accessor<RoomEvent[]>
  state(type: string, stateKey?: string): Accessor<StateSnapshot | null>
}

/**
 * A room that a clinic's service made: a consult, or the alert of an urgent message. `state` is how it stands, as the
 * room, or an invitation to it, says: believe it only by its sender (`believed-state.ts`).
 */
export type ServiceRoom = {
  roomId: RoomId
  membership: 'join' | 'invite'
  creator: UserId | null
  invitedBy: UserId | null
  state: { sender: UserId; content: Record<string, unknown> } | null
}

export type OutboxEntry = {
  txnId: string
  roomId: RoomId
  type: string
  content: Record<string, unknown>
  queuedAt: number
  state: 'waiting' | 'sending' | 'failed'
  /** Why, while `failed`. Later entries of the same room wait until this one is sent or discarded. */
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

export type Device = {
  deviceId: DeviceId
  name: string
  lastSeenAt: number | null
  isCurrent: boolean
  /** Signed by our own identity. */
  isVerified: boolean
}

/** Two own devices, or ours and another person's, prove to each other whose they are: by a code or by emoji. */
export type Verification = {
  id: string
  otherUserId: UserId
  otherDeviceId: DeviceId | null
  isIncoming: boolean
  phase: Accessor<'requested' | 'ready' | 'scanned' | 'comparing' | 'confirming' | 'done' | 'cancelled'>
  /** Why, while `cancelled`: `mismatch` is the one that may mean an attack. */
  cancelled: Accessor<'mismatch' | 'timeout' | 'declined' | 'elsewhere' | 'failed' | null>
  /** Seven; names in the language of the person. */
  emoji: Accessor<{ symbol: string; name: string }[]>
  accept(): Promise<void>
  /** While `ready`: what the other device's camera reads, to be drawn as a QR code; null: it has none. */
  code: Accessor<Uint8ClampedArray | null>
  /** While `ready`: whether the other device shows a code. */
  mayScan: Accessor<boolean>
  /** Throws for a code that is not of this comparison. */
  scan(bytes: Uint8ClampedArray): Promise<void>
  compareEmoji(): Promise<void>
  /** While `comparing` or `scanned`. */
  confirm(): Promise<void>
  mismatch(): void
  cancel(): Promise<void>
}

/**
 * Encryption set-up of this device.
 * `new`: nobody has an identity yet, or making it was interrupted → `setUp()` · `locked`: identity exists, this device
 * is not signed or lacks the backup key → verify against another device or `unlock(recoveryKey)`, or `startOver()` when
 * both are lost · `ready`: signed, with key backup.
 */
export type EncryptionSetup = {
  status: Accessor<'checking' | 'new' | 'locked' | 'ready'>
  /**
   * Makes identity and key backup in one step. The recovery key is returned once and stored nowhere. When `ready`, it
   * only makes a new recovery key, in place of one that was lost. Throws `WrongPassword`; the password is sent only if
   * the homeserver asks, and without one the one is used that the person has just signed in with.
   */
  setUp(password?: string): Promise<{ recoveryKey: string }>
  /** Throws `WrongRecoveryKey`, or `NoRecovery` when the account has nothing that such a key could open. */
  unlock(recoveryKey: string): Promise<void>
  /** A new identity: earlier messages stay unreadable here, and others see that it changed. Throws `WrongPassword`. */
  startOver(password?: string): Promise<{ recoveryKey: string }>
  /** With another device of our own; without `deviceId`, with whichever answers first. */
  requestVerification(deviceId?: DeviceId): Promise<Verification>
  /** With another person; the request goes through their direct conversation. */
  verifyPerson(userId: UserId): Promise<Verification>
  /** The one under way, or the last one until it is dismissed. */
  verification: Accessor<Verification | null>
  dismissVerification(): void
}

/** One device of one person in the call of a room, as its membership event says. */
export type CallMember = {
  userId: UserId
  deviceId: DeviceId
  serverName: ServerName
  isThisDevice: boolean
  /** How LiveKit calls the device. */
  livekitIdentity: string
  /** The authorization service of the LiveKit that it publishes to; null for a kind that we do not know. */
  serviceUrl: string | null
  /** Unix time in ms. */
  joinedAt: number
}

/** A key to decrypt what one device sends; the same index may get another key. */
export type MediaKey = { livekitIdentity: string; isOwn: boolean; index: number; key: Uint8Array<ArrayBuffer> }

/** Keys of what was said in a room before somebody came, given from member to member (MSC4268). */
export type HistoryKeys = {
  /** Gives all that may be shared to the signed devices of a person. */
  share(roomId: RoomId, userId: UserId): Promise<void>
  /** Asks the devices of a person for theirs. */
  ask(roomId: RoomId, userId: UserId): Promise<void>
  /** Takes what a person has given, if they have; nobody's is taken unasked. */
  take(roomId: RoomId, from: UserId): Promise<void>
  /** Something in what is loaded of a room cannot be read. */
  isMissing(roomId: RoomId): boolean
  /** Calls when somebody asks, and when somebody has given. Each returns how to stop. */
  onAsked(listener: (roomId: RoomId, by: UserId) => void): () => void
  onGiven(listener: (roomId: RoomId, from: UserId) => void): () => void
}

/** While this device is a member of a call. */
export type JoinedCall = {
  /** `lost`: the homeserver takes us for gone while it does not hear us; we come back by ourselves. */
  membership: Accessor<'joining' | 'joined' | 'lost' | 'failed'>
  /** Members' devices that their owner has not signed: they get no key of ours, and we take none of theirs. */
  untrusted: Accessor<CallMember[]>
  /** How many media keys we did not take. */
  refusedKeys: Accessor<number>
  /** Calls with every key there is and every later one; our own when it is to be used. Returns how to stop. */
  onKey(listener: (key: MediaKey) => void): () => void
  leave(): Promise<void>
}

export type RoomCall = {
  roomId: RoomId
  members: Accessor<CallMember[]>
  /** `serviceUrl`: the authorization service of our own clinic's LiveKit. */
  join(serviceUrl: string): JoinedCall
}

/** What is written and not sent: encrypted on the disk, gone with the session. */
export type Drafts = {
  /** As it was kept, or what an earlier version of the client kept; null: nothing. */
  read(name: string): unknown
  /** Anything that JSON can hold; null forgets it. */
  keep(name: string, draft: unknown): void
}

/** The conversations of one clinic, as its service puts them together. */
export type Space = { roomId: RoomId; name: string; children: RoomId[] }

/** What a person sets for a conversation, on all their devices. */
export type RoomSettings = {
  setPinned(roomId: RoomId, isPinned: boolean): Promise<void>
  setArchived(roomId: RoomId, isArchived: boolean): Promise<void>
  setMarkedUnread(roomId: RoomId, isMarked: boolean): Promise<void>
  /** `until`: Unix time in ms at which all is heard again. */
  setNotify(roomId: RoomId, notify: Notify, until?: number): Promise<void>
}

/** An invitation that was refused, by the other clinic or person, or by our own homeserver. */
export type RefusedInvitation = { userId: UserId; code: ErrorCode }

export type Groups = {
  /** An encrypted conversation; who cannot be invited does not keep the others out. */
  create(name: string, people: readonly UserId[]): Promise<{ roomId: RoomId; refused: RefusedInvitation[] }>
  invite(roomId: RoomId, people: readonly UserId[]): Promise<RefusedInvitation[]>
  remove(roomId: RoomId, userId: UserId): Promise<void>
  rename(roomId: RoomId, name: string): Promise<void>
  setModerator(roomId: RoomId, userId: UserId, isModerator: boolean): Promise<void>
}

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

/** Push Gateway API: by what key a browser is known, at which gateway. */
export type Pusher = { pushkey: string; appId: string; gatewayUrl: string }

export type Session = {
  userId: UserId
  deviceId: DeviceId
  serverName: ServerName
  displayName: Accessor<string>
  /**
   * `offline`: the homeserver does not answer; what is shown may be old, what is written waits. `elsewhere`: another
   * tab took the session over. `signed-out`: the device is gone, and this browser is wiped.
   */
  connection: Accessor<'starting' | 'live' | 'offline' | 'elsewhere' | 'signed-out'>
  rooms: Accessor<RoomSummary[]>
  /** The newest conversations are there. */
  isListReady: Accessor<boolean>
  /** Every room is there: what is not among them does not exist. */
  isListWhole: Accessor<boolean>
  /** Conversations with one person beside the one that goes on, and which one that is; see `twins.ts`. */
  twins: Accessor<ReadonlyMap<RoomId, RoomId>>
  /** Of the own clinic. */
  spaces: Accessor<Space[]>
  roomSettings: RoomSettings
  groups: Groups
  /** Every consult room we are in or invited to, with its task state. */
  consults: Accessor<ServiceRoom[]>
  /** Every conversation with a duty that we are in or called to, with its roster. */
  duties: Accessor<ServiceRoom[]>
  historyKeys: HistoryKeys
  /** Every room of an urgent message's alert that we are in or invited to. */
  alerts: Accessor<ServiceRoom[]>
  /** While the list is not whole: this room comes next. */
  wantRoom(roomId: RoomId): void
  openRoom(roomId: RoomId): RoomView
  history: History
  outbox: Outbox
  media: MediaFiles
  drafts: Drafts
  devices: {
    list: Accessor<Device[]>
    refresh(): Promise<void>
    signOutDevice(id: DeviceId, password: string): Promise<void>
  }
  encryption: EncryptionSetup
  /** The direct conversation with a person: the one that exists, or a new encrypted one. */
  openDirect(userId: UserId): Promise<RoomId>
  joinRoom(roomId: RoomId, via: ServerName[]): Promise<void>
  declineInvite(roomId: RoomId): Promise<void>
  leaveRoom(roomId: RoomId): Promise<void>
  /** Who may invite the person; enforced by their homeserver. */
  permissions: {
    /** Null while there is none, or a broken one: then the clinic's default holds. */
    config: Accessor<PermissionConfig | null>
    save(config: PermissionConfig): Promise<void>
  }
  /** The call of a room. */
  rtc(roomId: RoomId): RoomCall
  /** Rooms in whose call somebody is. */
  calls: Accessor<RoomId[]>
  nameOf(userId: UserId): string
  /** Proves who we are to whoever is shown it, and they may pass it on. */
  openIdToken(): Promise<{ access_token: string; matrix_server_name: string }>
  /** For the own clinic's service only. */
  ownOpenIdToken(): Promise<OwnSessionInput>
  /** Has the homeserver wake this browser through the clinic's service, or no more. */
  setPusher(pusher: Pusher, isWanted: boolean): Promise<void>
  /**
   * Ends the device at the homeserver and wipes everything this browser kept. `only-here`: the homeserver did not
   * answer, so that the device stays in the person's list until they end it from another one.
   */
  signOut(): Promise<'everywhere' | 'only-here'>
}
