import type { ErrorCode } from '#shared/errors.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { MediaKind } from '#shared/media/content.ts'

/** `urgent`: the room of an urgent message's alert, beside the conversation in which it was written. */
export type RoomKind = 'direct' | 'group' | 'department' | 'duty' | 'consult' | 'urgent' | 'guest-call'

/** What of a conversation makes itself heard: everything, mentions and what is urgent, or only what is urgent. */
export type Notify = 'all' | 'mentions' | 'none'

/** What people say by a form of its own: what was handed over, a consult's question, its answer, what is asked after it. */
export type StructuredKind = 'handover' | 'request' | 'report' | 'question'

/** The first words of a message, or what it is beside words. */
export type Preview =
  | { kind: 'text'; text: string }
  | { kind: StructuredKind; text: string | null }
  | { kind: MediaKind; name: string; caption: string | null; durationMs: number | null }

export type RoomSummary = {
  roomId: RoomId
  kind: RoomKind
  /** For direct conversations the other person's name; neutral for consults. */
  name: string
  /** What a consult is told from others by; its name is in the language of its clinic. Null for other rooms. */
  consultLabel: string | null
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
  /** The newest message, decrypted; null when there is none or it cannot be read. */
  preview: Preview | null
  /** Servers of the joined and invited members; of a large room that nobody looks at, of some. */
  servers: ServerName[]
}

/** What a person sets for a conversation, on all their devices. */
export type RoomSettings = {
  setPinned(roomId: RoomId, isPinned: boolean): Promise<void>
  setArchived(roomId: RoomId, isArchived: boolean): Promise<void>
  setMarkedUnread(roomId: RoomId, isMarked: boolean): Promise<void>
  /** From now on, and no more only until a time. */
  setNotify(roomId: RoomId, notify: Notify): Promise<void>
  /** Nothing is heard before then (Unix time in ms), and after that what was before; null: again at once. */
  muteUntil(roomId: RoomId, until: number | null): Promise<void>
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

/** The conversations of one clinic, as its service puts them together. */
export type Space = { roomId: RoomId; name: string; children: RoomId[] }

/** An invitation that was refused, by the other clinic or person, or by our own homeserver. */
export type RefusedInvitation = { userId: UserId; code: ErrorCode }

export type Groups = {
  /** An encrypted conversation; who cannot be invited does not keep the others out. */
  create(name: string, people: readonly UserId[]): Promise<{ roomId: RoomId; refused: RefusedInvitation[] }>
  invite(roomId: RoomId, people: readonly UserId[]): Promise<RefusedInvitation[]>
  remove(roomId: RoomId, userId: UserId): Promise<void>
  rename(roomId: RoomId, name: string): Promise<void>
  setModerator(roomId: RoomId, userId: UserId, isModerator: boolean): Promise<void>
  /** Gives somebody as much as the person has. */
  handOn(roomId: RoomId, userId: UserId): Promise<void>
}
