import { type MatrixClient, type Room, RoomStateEvent } from 'matrix-js-sdk'
import { createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { localpartOf, type RoomId, type ServerName, type UserId } from '#shared/matrix/ids.ts'
import { directRoomBody } from './direct-room-body.ts'
import { addedTo, type DirectRooms, directInviter, directRoomsOf, listedPerson } from './direct-rooms.ts'
import { joinPlainly } from './join-plainly.ts'
import { batched, type Emitter, listen } from './listen.ts'
import { codeOf, refusing } from './matrix-error.ts'
import { isServiceRoom } from './service-rooms.ts'
import type { Session } from './types.ts'
import { untilJoined, untilShown } from './until-shown.ts'

type Client = Emitter &
  Pick<
    MatrixClient,
    | 'getRoom'
    | 'getRooms'
    | 'getSafeUserId'
    | 'getAccountData'
    | 'setAccountData'
    | 'createRoom'
    | 'sendStateEvent'
    | 'joinRoom'
    | 'leave'
    | 'forget'
    | 'getProfileInfo'
  > & { http: Pick<MatrixClient['http'], 'authedRequest'> }

export type RoomVerbs = Pick<Session, 'openDirect' | 'joinRoom' | 'declineInvite' | 'leaveRoom' | 'nameOf'>

const isPresent = (membership: string | null) => membership === 'join' || membership === 'invite'
const membershipOf = (room: Room, userId: UserId): string | null => room.getMember(userId)?.membership ?? null

/** As `twins.ts` chooses: the one that was made first goes on. */
const byAge = (a: Room, b: Room) => createdAt(a) - createdAt(b) || (a.roomId < b.roomId ? -1 : 1)
const createdAt = (room: Room) =>
  room.currentState.getStateEvents(eventTypes.create, '')?.getTs() ?? Number.POSITIVE_INFINITY

/** The conversation with somebody that there is already; one with nobody else in it comes of an interrupted attempt. */
const findDirect = (client: Client, userId: UserId): { room: Room; needs: 'nothing' | 'join' | 'invite' } | null => {
  const ownId = client.getSafeUserId()
  const direct = directRoomsOf(client)
  const rooms = client
    .getRooms()
    .filter((room) => !isServiceRoom(room.getType()))
    .filter((room) => (listedPerson(direct, room.roomId) ?? directInviter(room, ownId)) === userId)
    .sort(byAge)
  const joined = rooms.filter((room) => room.getMyMembership() === 'join' && room.hasEncryptionStateEvent())
  const shared = joined.find((room) => isPresent(membershipOf(room, userId)))
  if (shared) return { room: shared, needs: 'nothing' }
  const invited = rooms.find((room) => room.getMyMembership() === 'invite')
  if (invited) return { room: invited, needs: 'join' }
  const unfinished = joined.find((room) => membershipOf(room, userId) === null && room.getJoinedMemberCount() <= 1)
  return unfinished ? { room: unfinished, needs: 'invite' } : null
}

/** Of a large account that was just opened, old rooms come last. */
export type RoomsToCome = {
  whole(): Promise<void>
  want(roomId: string): void
}

/** Call under a Solid owner: `nameOf` follows changes until it ends. */
export const createRoomVerbs = (client: Client, { whole, want }: RoomsToCome): RoomVerbs => {
  // The SDK's type knows lists that may be changed only.
  const keepDirect = (direct: DirectRooms) => client.setAccountData('m.direct' as never, direct as never)
  const remember = async (userId: UserId, roomId: RoomId) => {
    const before = directRoomsOf(client)
    if (before[userId]?.includes(roomId)) return
    await keepDirect(addedTo(before, userId, roomId))
  }
  const invite = async (roomId: RoomId, userId: UserId) => {
    const content = { membership: 'invite', is_direct: true }
    // As state, because `/invite` cannot say that the conversation is direct.
    await client.sendStateEvent(roomId, eventTypes.member as never, content as never, userId)
    // What is sent before this client knows of the invitation is not encrypted for whom it invites.
    await untilShown(client, () => {
      const room = client.getRoom(roomId)
      return room !== null && isPresent(membershipOf(room, userId))
    })
  }

  const leave = async (roomId: RoomId) => {
    await client.leave(roomId)
    // Otherwise it stays with the homeserver's list of rooms that we left; nothing depends on it.
    await client.forget(roomId, true).catch(() => {})
  }
  const join = async (roomId: RoomId, via: ServerName[]) => {
    const room = client.getRoom(roomId)
    const inviter = room && directInviter(room, client.getSafeUserId())
    if (isServiceRoom(room?.getType())) await joinPlainly(client, roomId, via)
    else await client.joinRoom(roomId, { viaServers: via })
    await untilJoined(client, roomId)
    if (inviter) await remember(inviter, roomId)
  }
  const makeDirect = async (userId: UserId): Promise<RoomId> => {
    const { room_id } = await client.createRoom(directRoomBody(userId))
    const roomId = room_id as RoomId
    await untilJoined(client, roomId)
    const before = directRoomsOf(client)
    try {
      // First, so that an attempt that is interrupted here is known as one.
      await remember(userId, roomId)
      await invite(roomId, userId)
    } catch (thrown) {
      // Whatever happened without an answer is found and finished by the next attempt.
      if (codeOf(thrown) !== 'homeserver-unreachable') {
        await leave(roomId).catch(() => {})
        await keepDirect(before).catch(() => {})
      }
      throw thrown
    }
    return roomId
  }
  /** One that has not come yet is no reason for a second one. */
  const findAmongAll = async (userId: UserId) => {
    const found = () => findDirect(client, userId)
    if (found()?.needs === 'nothing') return found()
    for (const roomId of directRoomsOf(client)[userId] ?? []) want(roomId)
    await whole()
    return found()
  }
  const findOrMakeDirect = async (userId: UserId): Promise<RoomId> => {
    const found = await findAmongAll(userId)
    if (!found) return makeDirect(userId)
    const roomId = found.room.roomId as RoomId
    if (found.needs === 'join') await join(roomId, [])
    if (found.needs === 'invite') await invite(roomId, userId)
    await remember(userId, roomId)
    return roomId
  }

  const opening = new Map<UserId, Promise<RoomId>>()
  const [version, setVersion] = createSignal(0)
  let names = new Map<UserId, string>()
  const forgetNames = batched(() => {
    names = new Map()
    setVersion((before) => before + 1)
  })
  listen(client, RoomStateEvent.Members, forgetNames)
  // Members that are fetched later than the room are told of by this one only.
  listen(client, RoomStateEvent.NewMember, forgetNames)
  const profiles = new Map<UserId, string>()
  const asked = new Set<UserId>()
  /** The room may not tell who is in it until they say something; their homeserver always knows. */
  const askName = (userId: UserId) => {
    if (asked.has(userId)) return
    asked.add(userId)
    client.getProfileInfo(userId, 'displayname').then(
      ({ displayname }) => {
        if (typeof displayname !== 'string' || !displayname) return
        profiles.set(userId, displayname)
        forgetNames()
      },
      // Asked again when somebody looks after the next change of members.
      () => asked.delete(userId),
    )
  }
  const findName = (userId: UserId): string => {
    for (const room of client.getRooms()) {
      const name = room.getMember(userId)?.rawDisplayName
      if (name && name !== userId) return name
    }
    askName(userId)
    return profiles.get(userId) ?? localpartOf(userId)
  }

  return {
    openDirect(userId) {
      // Two presses at once are one wish.
      const underWay = opening.get(userId)
      if (underWay) return underWay
      const opened = refusing(findOrMakeDirect(userId)).finally(() => opening.delete(userId))
      opening.set(userId, opened)
      return opened
    },
    joinRoom: (roomId, via) => refusing(join(roomId, via)),
    declineInvite: (roomId) => refusing(leave(roomId)),
    leaveRoom: (roomId) => refusing(leave(roomId)),
    nameOf(userId) {
      version()
      const known = names.get(userId) ?? findName(userId)
      names.set(userId, known)
      return known
    },
  }
}
