import type { MatrixClient, Room } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { moderatorLevel, ownerLevel } from '#shared/matrix/power-levels.ts'
import { groupRoomBody } from './group-room-body.ts'
import type { Emitter } from './listen.ts'
import { codeOf, refusing } from './matrix-error.ts'
import type { Groups, RefusedInvitation } from './types.ts'
import { untilJoined, untilShown } from './until-shown.ts'

type Client = Emitter &
  Pick<MatrixClient, 'createRoom' | 'getRoom' | 'getSafeUserId' | 'invite' | 'kick' | 'setRoomName' | 'setPowerLevel'>

const isPresent = (membership: string | undefined) => membership === 'join' || membership === 'invite'

/** Conversations of several people. Whoever made one, or was made a moderator, may change it. */
export const createGroups = (client: Client): Groups => {
  const membershipOf = (roomId: RoomId, userId: UserId) => client.getRoom(roomId)?.getMember(userId)?.membership

  const inviteOne = async (roomId: RoomId, userId: UserId): Promise<RefusedInvitation[]> => {
    if (isPresent(membershipOf(roomId, userId))) return []
    try {
      await client.invite(roomId, userId)
      return []
    } catch (thrown) {
      return [{ userId, code: codeOf(thrown) }]
    }
  }
  const invite = async (roomId: RoomId, people: readonly UserId[]): Promise<RefusedInvitation[]> => {
    const refused = (await Promise.all(people.map((userId) => inviteOne(roomId, userId)))).flat()
    const invited = people.filter((userId) => !refused.some((one) => one.userId === userId))
    // What is sent before this client knows of an invitation is not encrypted for whom it invites.
    await untilShown(client, () => invited.every((userId) => isPresent(membershipOf(roomId, userId))))
    return refused
  }
  const create = async (name: string, people: readonly UserId[]) => {
    const { room_id } = await client.createRoom(groupRoomBody(name))
    const roomId = room_id as RoomId
    await untilJoined(client, roomId)
    return { roomId, refused: await invite(roomId, people) }
  }

  return {
    create: (name, people) => refusing(create(name, people)),
    invite: (roomId, people) => refusing(invite(roomId, people)),
    async remove(roomId, userId) {
      await refusing(client.kick(roomId, userId))
      // Nothing more may be encrypted for them.
      await refusing(untilShown(client, () => !isPresent(membershipOf(roomId, userId))))
    },
    async rename(roomId, name) {
      await refusing(client.setRoomName(roomId, name))
    },
    async setModerator(roomId, userId, isModerator) {
      await refusing(client.setPowerLevel(roomId, userId, isModerator ? moderatorLevel : undefined))
    },
    async handOn(roomId, userId) {
      // Who made it is above all levels, which nobody can be given.
      const own = client.getRoom(roomId)?.getMember(client.getSafeUserId())?.powerLevel ?? 0
      await refusing(client.setPowerLevel(roomId, userId, Math.min(own, ownerLevel)))
    },
  }
}

/** `notifications.room` of the power levels. */
export const mayCallEverybody = (room: Pick<Room, 'currentState'> | null, userId: UserId): boolean =>
  room?.currentState.mayTriggerNotifOfType('room', userId) ?? false

export const rightsFrom = (room: ReturnType<MatrixClient['getRoom']>, ownId: UserId) => {
  const state = room?.currentState
  const own = room?.getMember(ownId)
  if (!state || !own || own.membership !== 'join')
    return { level: 0, invite: false, remove: false, rename: false, appoint: false, callEverybody: false }
  return {
    level: own.powerLevel,
    invite: state.hasSufficientPowerLevelFor('invite', own.powerLevel),
    remove: state.hasSufficientPowerLevelFor('kick', own.powerLevel),
    rename: state.maySendStateEvent(eventTypes.name, ownId),
    appoint: state.maySendStateEvent(eventTypes.powerLevels, ownId),
    callEverybody: mayCallEverybody(room, ownId),
  }
}
