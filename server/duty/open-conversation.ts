import { setTimeout as sleep } from 'node:timers/promises'
import type { DutyConversation } from '#shared/duty/api.ts'
import { begin, move, reopen } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { dutiesOf, findService } from '../directory/queries.ts'
import { MatrixRefusal } from '../errors.ts'
import { refusalIn } from '../features/features-of-person.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { aliasOf, dutyRoomBody, rosterOfRoom } from './duty-room.ts'
import { findByAsker } from './queries.ts'
import { type DutyContext, settleConversation } from './settle-conversation.ts'

const finishMs = 5_000
const pollMs = 250

/** A room whose making was cut off: Synapse may still be at it. Null when nothing will come of it. */
const adoptRoom = async (
  { config, homeserver }: Pick<Context, 'config' | 'homeserver'>,
  alias: string,
): Promise<RoomId | null> => {
  for (let waitedMs = 0; waitedMs < finishMs; waitedMs += pollMs) {
    const roomId = await homeserver.roomByAlias(alias)
    if (!roomId) return null
    if (rosterOfRoom(await homeserver.state(roomId), config.clinic.serverName)) return roomId
    await sleep(pollMs)
  }
  await homeserver.deleteAlias(alias)
  return null
}

const makeRoom = async (context: DutyContext, roster: Roster): Promise<RoomId | null> => {
  try {
    return await context.homeserver.createRoom(dutyRoomBody(roster))
  } catch (error) {
    if (!(error instanceof MatrixRefusal) || error.errcode !== 'M_ROOM_IN_USE') throw error
    return adoptRoom(context, aliasOf(roster.service.id, roster.asker))
  }
}

/** The one conversation of an asker with a role of ours: made when there is none, opened again when it was closed. */
export const openConversation = (
  context: DutyContext,
  lock: RoomLock,
  serviceId: string,
  asker: UserId,
): Promise<Result<DutyConversation, Refusal>> =>
  lock(`${serviceId} ${asker}`, async () => {
    const { db, now } = context
    const service = findService(db, serviceId)
    if (!service) return refused({ code: 'not-found' })
    const off = refusalIn(db, 'messaging', serviceId)
    if (off) return refused(off)
    const { id, name, specialty } = service
    const asked = { service: { id, name, specialty, serverName: context.config.clinic.serverName }, asker }
    const roomId =
      findByAsker(db, serviceId, asker)?.roomId ??
      (await makeRoom(context, begin(asked, dutiesOf(db, serviceId), now())))
    if (!roomId) return refused({ code: 'homeserver-unreachable' })
    return settleConversation(context, lock, roomId, (roster, state) => {
      const own = state.find(({ type, state_key }) => type === eventTypes.member && state_key === asker)
      const isGone = own?.content['membership'] === 'leave'
      return isGone ? ok(reopen(roster, now())) : move(roster, { to: 'open' }, asker, now())
    })
  })
