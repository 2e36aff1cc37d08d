import {
  ClientEvent,
  type MatrixClient,
  type Room,
  RoomEvent,
  RoomStateEvent,
  type RoomMember as SdkMember,
  SyncState,
} from 'matrix-js-sdk'
import { type CryptoApi, CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { batched, listen } from './listen.ts'
import { displayNameOf } from './member-name.ts'
import { keepSame } from './same.ts'
import type { RoomMember } from './types.ts'

type Crypto = Pick<
  CryptoApi,
  'getUserVerificationStatus' | 'pinCurrentUserIdentity' | 'withdrawVerificationRequirement'
>
type Client = Pick<MatrixClient, 'getRoom' | 'on' | 'off'> & { getCrypto(): Crypto | undefined }

export type Members = {
  /** Joined ones first, then by name. */
  members: Accessor<RoomMember[]>
  /** Null until every member is known: with lazy members the SDK knows a few at first. */
  all: Accessor<RoomMember[] | null>
  acceptIdentity(userId: UserId): Promise<void>
}

const identityOf = async (crypto: Crypto | undefined, userId: UserId): Promise<RoomMember['identity']> => {
  const status = await crypto?.getUserVerificationStatus(userId)
  if (!status) return 'unverified'
  if (status.isCrossSigningVerified()) return 'verified'
  return status.needsUserApproval || status.wasCrossSigningVerified() ? 'changed' : 'unverified'
}

const byPlace = (a: RoomMember, b: RoomMember) =>
  a.membership === b.membership ? a.name.localeCompare(b.name) : a.membership === 'join' ? -1 : 1

/** Runs until its owner ends. */
export const createMembers = (client: Client, roomId: RoomId): Members => {
  const [members, setMembers] = createSignal<RoomMember[]>([])
  const [isWhole, setWhole] = createSignal(false)
  const identities = new Map<UserId, RoomMember['identity']>()
  let isClosed = false
  onCleanup(() => {
    isClosed = true
  })

  const toMember = (member: SdkMember): RoomMember[] => {
    const userId = member.userId as UserId
    const { membership } = member
    if (membership !== 'join' && membership !== 'invite') return []
    const identity = identities.get(userId) ?? 'unverified'
    const { powerLevel } = member
    return [{ userId, name: displayNameOf(member), serverName: serverOf(userId), membership, powerLevel, identity }]
  }
  const read = () => {
    const room = client.getRoom(roomId)
    if (!room || isClosed) return
    const next = room.getMembers().flatMap(toMember).sort(byPlace)
    setMembers((before) => keepSame(before, next, ({ userId }) => userId))
  }
  const readIdentities = async () => {
    const crypto = client.getCrypto()
    for (const { userId } of members()) identities.set(userId, await identityOf(crypto, userId))
    read()
  }
  const refresh = batched(() => {
    read()
    void readIdentities()
  })

  let isLoading = false
  const load = async (room: Room | null) => {
    if (isLoading || isClosed || isWhole() || room?.getMyMembership() !== 'join') return
    isLoading = true
    try {
      await room.loadMembersIfNeeded()
      refresh()
      setWhole(true)
    } catch {
      // Without the network: tried again with the next sync.
    } finally {
      isLoading = false
    }
  }

  const onRoom = (room: Room | undefined) => {
    if (room?.roomId !== roomId) return
    refresh()
    void load(room)
  }
  listen(client, RoomEvent.MyMembership, onRoom)
  listen(client, ClientEvent.Room, onRoom)
  listen(client, ClientEvent.Sync, (state) => {
    if (state === SyncState.Syncing) void load(client.getRoom(roomId))
  })
  listen(client, RoomStateEvent.Members, (event) => {
    if (event.getRoomId() === roomId) refresh()
  })
  listen(client, CryptoEvent.UserTrustStatusChanged, refresh)
  refresh()
  void load(client.getRoom(roomId))

  return {
    members,
    all: () => (isWhole() ? members() : null),
    async acceptIdentity(userId) {
      const crypto = client.getCrypto()
      const status = await crypto?.getUserVerificationStatus(userId)
      if (!crypto || !status) return
      if (status.wasCrossSigningVerified()) await crypto.withdrawVerificationRequirement(userId)
      if (status.needsUserApproval) await crypto.pinCurrentUserIdentity(userId)
      await readIdentities()
    },
  }
}
