import type { Accessor } from 'solid-js'
import type { DeviceId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'

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

export type RoomCall = {
  roomId: RoomId
  members: Accessor<CallMember[]>
  /** `serviceUrl`: the authorization service of our own clinic's LiveKit. */
  join(serviceUrl: string): JoinedCall
}
