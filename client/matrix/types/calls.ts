import type { Accessor } from 'solid-js'
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
  /** The authorization service of the LiveKit that it publishes to; null for a kind that we do not know. */
  serviceUrl: string | null
  /** Unix time in ms. */
  joinedAt: number
}

/** A key to decrypt what one device sends; the same index may get another key. */
export type MediaKey = { livekitIdentity: string; isOwn: boolean; index: number; key: Uint8Array<ArrayBuffer> }

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

/** `waiting`: asks to be let in. `hand`: wants to say something. */
export type CallSign = { kind: 'waiting' | 'hand'; userId: UserId; since: number }

/** Somebody calls, or has just called; over at `until`, Unix time in ms. */
export type Ring = {
  roomId: RoomId
  eventId: EventId
  caller: UserId
  at: number
  until: number
  declinedBy: readonly UserId[]
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
  /** Who waits, and whose hand is up, just now. */
  signs: Accessor<readonly CallSign[]>
  /** To the hosts, or to everybody in the call, until it is stopped. */
  give(kind: CallSign['kind']): () => void
  /** Once more, while we are in the call and nobody has come. */
  ringAgain(): Promise<void>
  /** Rings when nobody is in it yet. `serviceUrl`: the authorization service of our own clinic's LiveKit. */
  join(serviceUrl: string): JoinedCall
}
