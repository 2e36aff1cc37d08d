import type { Accessor } from 'solid-js'
import type { GuestInCall } from '#shared/calls/guests.ts'
import type { CallOrder, Entry, OrderChange } from '#shared/calls/order.ts'
import type { DeviceId, EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'

/** One device of one person in the call of a room, as its membership event says. */
export type CallMember = {
  userId: UserId
  deviceId: DeviceId
  serverName: ServerName
  isThisDevice: boolean
  /** How LiveKit calls the device. */
  livekitIdentity: string
  /** Of this stay in the call, as the device names it. */
  memberId: string
  /** The authorization service of the LiveKit that it publishes to; null for a kind that we do not know. */
  serviceUrl: string | null
  /** Unix time in ms. */
  joinedAt: number
}

/** A key to decrypt what one device sends; the same index may get another key. */
export type MediaKey = { livekitIdentity: string; isOwn: boolean; index: number; key: Uint8Array<ArrayBuffer> }

/**
 * Of a member's device: `unsigned` by its owner, or of an owner who is not the one we knew, gets no key of ours, and we
 * take none of theirs; `verified`: its owner’s identity was compared in person, too.
 */
export type MemberTrust = 'unsigned' | 'signed' | 'verified'

/** While this device is a member of a call. */
export type JoinedCall = {
  /** `lost`: the homeserver takes us for gone while it does not hear us; we come back by ourselves. */
  membership: Accessor<'joining' | 'joined' | 'lost' | 'failed'>
  /** By `livekitIdentity`; of others only, and not before it is known. */
  trust: Accessor<ReadonlyMap<string, MemberTrust>>
  /** How many media keys we did not take. */
  refusedKeys: Accessor<number>
  /** Calls with every key there is and every later one; our own when it is to be used. Returns how to stop. */
  onKey(listener: (key: MediaKey) => void): () => void
  /** The leave event that our homeserver sends unless it is put off again and again; null while there is none. */
  delayedLeave: Accessor<{ id: string; timeoutMs: number } | null>
  leave(): Promise<void>
}

/** `waiting`: asks to be let in. `hand`: wants to say something. `here`: a guest, who says what they are called. */
export type CallSign = { kind: 'waiting' | 'hand' | 'here'; userId: UserId; since: number }

/** Somebody calls, or has just called; over at `until`, Unix time in ms. */
export type Ring = {
  roomId: RoomId
  eventId: EventId
  caller: UserId
  at: number
  until: number
  declinedBy: readonly UserId[]
}

export type Joining = {
  /** The authorization service of our own clinic's LiveKit. */
  serviceUrl: string
  /** Clinics whose people get keys of ours: the own one and active partners. */
  clinics: Accessor<ReadonlySet<ServerName>>
}

export type RoomCall = {
  roomId: RoomId
  /** Whom the order keeps out is none, whatever their device says. */
  members: Accessor<CallMember[]>
  order: Accessor<CallOrder>
  isHost(person: UserId): boolean
  /** Whether we may be in it. */
  entry: Accessor<Entry>
  /** The clinic whose service alone writes the order; null: hosts do, by `changeOrder`. */
  orderedBy: Accessor<ServerName | null>
  changeOrder(change: OrderChange): Promise<void>
  /** Takes somebody's devices out of the call, for clients that know of no order: they would go on sending keys. */
  takeOut(person: UserId): Promise<void>
  /** Who waits, and whose hand is up, just now. */
  signs: Accessor<readonly CallSign[]>
  /** Of a call with guests: the conversation that it belongs to. */
  conversation: Accessor<RoomId | null>
  /** What the clinic whose call it is says of its guests; null for who is none, or has not knocked. */
  guest(person: UserId): GuestInCall | null
  /** Whether a guest's device has the link; null while it is not known, and for guests, who cannot know it. */
  isProven(person: UserId): boolean | null
  /** What guests call themselves, which nobody has looked at. */
  guestNames: Accessor<ReadonlyMap<UserId, string>>
  /** As a guest: before anything is said. */
  setOwnName(name: string): void
  /** As a guest: by the link's key those who invited us prove that it is them; without it, nobody gets or gives keys. */
  setLinkKey(key: string): void
  /** To the hosts, to everybody in the call, or to these devices, until it is stopped. */
  give(kind: CallSign['kind'], to?: () => readonly Pick<CallMember, 'userId' | 'deviceId'>[]): () => void
  /** Once more, while we are in the call and nobody has come. */
  ringAgain(): Promise<void>
  /** Rings when nobody is in it yet. Call under a Solid owner that lives as long as one is in the call. */
  join(joining: Joining): JoinedCall
}
