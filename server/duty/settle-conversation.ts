import type { DutyConversation } from '#shared/duty/api.ts'
import { follow } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { dutiesOf } from '../directory/queries.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { newRoomLock, type RoomLock } from '../matrix/room-lock.ts'
import { rosterOfRoom } from './duty-room.ts'
import { endDutyOfDeactivated } from './end-duty-of-deactivated.ts'
import { findConversation, listActive, recordRoster, recordSettled } from './queries.ts'
import { seatMembers } from './seat-members.ts'

export type DutyContext = Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>

/** One process writes the rosters of a clinic, so a lock in its memory is enough. */
export const dutyLock: RoomLock = newRoomLock()

type Change = (roster: Roster, state: readonly StateEvent[]) => Result<Roster, Refusal>

/**
 * Brings a conversation to what the duty is now, and makes a change of its own on top. What the room says is read anew
 * each time, so that a crash between writing and inviting is healed by the next call.
 */
export const settleConversation = (
  context: DutyContext,
  lock: RoomLock,
  roomId: RoomId,
  change: Change = ok,
): Promise<Result<DutyConversation, Refusal>> =>
  lock(roomId, async () => {
    const { db, homeserver, log, now } = context
    const homeServer = context.config.clinic.serverName
    const settled = findConversation(db, roomId)?.wanted ?? 1
    const state = await homeserver.state(roomId)
    const before = rosterOfRoom(state, homeServer)
    if (!before) return refused({ code: 'not-found' })
    await endDutyOfDeactivated(context, before)

    const asked = change(before, state)
    if (!asked.ok) return asked
    const roster = follow(asked.value, dutiesOf(db, before.service.id), now())

    if (roster !== before) await homeserver.sendState(roomId, eventTypes.dutyRoster, '', roster)
    recordRoster(db, roomId, roster)
    try {
      await seatMembers(context, roomId, roster, state)
      recordSettled(db, roomId, settled)
    } catch {
      // What fails here is tried again by the timer.
      log.error('duty-seats-failed', { roomId })
    }
    if (roster !== before) log.info('duty-roster-changed', { roomId })
    return ok({ roomId, homeServer, roster })
  })

/** Every conversation of a role, after a change of shift. What fails is tried again by the timer. */
export const settleRole = async (context: DutyContext, lock: RoomLock, serviceId: string): Promise<void> => {
  const outcomes = await Promise.allSettled(
    listActive(context.db, serviceId).map(({ roomId }) => settleConversation(context, lock, roomId)),
  )
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  if (failed > 0) context.log.error('duty-not-settled', { count: failed })
}
