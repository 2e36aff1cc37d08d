import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { ClosingInput, ClosingOutput, RoomClosed } from '#shared/rooms/api.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { MatrixRefusal } from '../errors.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { applyPolicy } from '../partners/apply-policy.ts'
import { findClosed, removeClosed, saveClosed } from './queries.ts'
import { kindIn, stateOf } from './read-room.ts'
import { isOfService, joinedIn, ownersOf } from './room-facts.ts'

type Parts = Pick<Context, 'config' | 'db' | 'gateway' | 'homeserver' | 'log' | 'now'>

const closedLevel = 100
const beforeKey = 'app.consilium.events_default_before'

/** Who writes needs so much, on every server; what it was before stands beside, for when it is opened again. */
const levelsWhen = (levels: Record<string, unknown>, isClosed: boolean): Record<string, unknown> => {
  const { [beforeKey]: kept, ...rest } = levels
  if (!isClosed) return { ...rest, events_default: kept ?? rest['events_default'] ?? 0 }
  return { ...rest, events_default: closedLevel, [beforeKey]: kept ?? rest['events_default'] ?? 0 }
}

/**
 * Says it in the room, so that everybody sees it and no server takes messages, with the hands of the service account:
 * Synapse gives it the power that somebody of ours has there, for as long as this takes.
 */
const sayInRoom = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  roomId: RoomId,
  state: readonly StateEvent[],
  closed: RoomClosed | null,
): Promise<void> => {
  const { serviceAccount } = homeserver
  const isIn = joinedIn(state).includes(serviceAccount)
  if (!isIn || !ownersOf(state).includes(serviceAccount))
    await homeserver.admin('POST', `/v1/rooms/${encodeURIComponent(roomId)}/make_room_admin`, {
      user_id: serviceAccount,
    })
  if (!isIn) await homeserver.joinAs(roomId, serviceAccount)
  try {
    const levels = (await homeserver.stateContent(roomId, eventTypes.powerLevels, '')) ?? {}
    await homeserver.sendState(roomId, eventTypes.roomClosed, '', closed ?? {})
    await homeserver.sendState(roomId, eventTypes.powerLevels, '', levelsWhen(levels, closed !== null))
  } finally {
    if (!isIn) await homeserver.leave(roomId)
  }
}

/** Nobody of ours there may change anything: then it holds for our own people alone. */
const isPowerless = (error: unknown): boolean =>
  error instanceof MatrixRefusal && (error.status === 400 || error.status === 403)

/** Closes a room: no new messages, and its people are told. Or opens it again. */
export const closeRoom = async (
  context: Parts,
  { userId: who }: Pick<Person, 'userId'>,
  roomId: RoomId,
  { reason }: ClosingInput,
): Promise<Result<ClosingOutput, Refusal>> => {
  const { db, now, log } = context
  const state = await stateOf(context, roomId)
  if (!state) return refused({ code: 'not-found' })
  if (isOfService(kindIn(state))) return refused({ code: 'room-kept', details: { reason: 'service' } })
  const closed = reason === null ? null : { reason, at: now() }
  transaction(db, (tx) => {
    if (closed) saveClosed(tx, roomId, closed)
    else removeClosed(tx, roomId)
    const code = closed ? 'closed' : 'opened'
    recordAccess(tx, now(), { action: 'room-changed', details: { who, role: 'admin', room: roomId, code } })
  })
  log.info('room-closing-changed', { roomId, reason: reason ?? 'opened' })
  // First our own people, for whom Synapse holds it; what the gateway does not take now, it gets with the next one.
  await applyPolicy(context).catch(() => log.info('policy-not-applied'))
  try {
    await sayInRoom(context, roomId, state, closed)
    return ok({ closed: findClosed(db, roomId), isTold: true })
  } catch (error) {
    if (!isPowerless(error)) throw error
    return ok({ closed: findClosed(db, roomId), isTold: false })
  }
}
