import type { Accessor } from 'solid-js'
import type { OwnSessionInput } from '#shared/auth/session.ts'
import type { PlannedCall } from '#shared/calls/planned-calls.ts'
import type { DeviceId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { PermissionConfig } from '#shared/permissions/permission-config.ts'
import type { Ring, RoomCall } from './calls.ts'
import type { History, HistoryKeys } from './history.ts'
import type { RoomView } from './room-view.ts'
import type { Groups, RoomSettings, RoomSummary, ServiceRoom, Space } from './rooms.ts'
import type { Drafts, MediaFiles, Outbox } from './sending.ts'
import type { Device, EncryptionSetup } from './trust.ts'

/** Push Gateway API: by what key a browser is known, at which gateway. */
export type Pusher = { pushkey: string; appId: string; gatewayUrl: string }

export type Session = {
  userId: UserId
  deviceId: DeviceId
  serverName: ServerName
  displayName: Accessor<string>
  /** False for who signed in by the hospital's provider, which is asked instead. */
  hasPassword: boolean
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
  /**
   * Somebody looks at this room: its `servers` become those of all its members, and its `preview` what was last said,
   * also when that was before the person came in.
   */
  wantMembers(roomId: RoomId): void
  /** Whether this device knows what somebody is in this room: whoever it does not know of gets no keys from it. */
  knowsMember(roomId: RoomId, userId: UserId): boolean
  /** Of a room that is not among `rooms`: whether somebody ended this person's access to it. */
  wasRemoved(roomId: RoomId): Promise<boolean>
  openRoom(roomId: RoomId): RoomView
  history: History
  outbox: Outbox
  media: MediaFiles
  drafts: Drafts
  devices: {
    list: Accessor<Device[]>
    /** Other ones that nobody has confirmed; known without `refresh`. */
    unconfirmed: Accessor<Pick<Device, 'deviceId' | 'name'>[]>
    refresh(): Promise<void>
    signOutDevice(id: DeviceId, password: string): Promise<void>
    /** The public keys of this device, Ed25519 and Curve25519. */
    ownKeys(): Promise<{ signingKey: string; identityKey: string }>
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
  /** What was planned in any conversation, the next one first; what is off stays in it. */
  plannedCalls: Accessor<readonly PlannedCall[]>
  /** Who calls us, and whom we call. */
  rings: Accessor<readonly Ring[]>
  declineRing(ring: Ring): Promise<void>
  nameOf(userId: UserId): string
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
