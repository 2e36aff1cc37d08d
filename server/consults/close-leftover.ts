import { setTimeout as sleep } from 'node:timers/promises'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { findByRequest } from './queries.ts'

const finishMs = 5_000
const pollMs = 250

type Found = { homeServer: ServerName; task: Task }

/**
 * Synapse goes on making a room when whoever asked for it is killed or has waited too long. A request that is tried
 * again then has two rooms; the one that was recorded first is the consult, and the other one may be a leftover.
 */
export const hasOtherRoom = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  roomId: RoomId,
  { homeServer, task }: Found,
): boolean => {
  if (homeServer !== config.clinic.serverName) return false
  const consult = findByRequest(db, task.requester, task.requestId)
  return consult !== null && consult.roomId !== roomId
}

/** A room that our service account has left is none of our consults any more. */
export const isClosed = (
  { homeserver }: { homeserver: Pick<Context['homeserver'], 'serviceAccount'> },
  state: readonly StateEvent[],
): boolean =>
  state.some(
    ({ type, state_key, content }) =>
      type === eventTypes.member && state_key === homeserver.serviceAccount && content['membership'] !== 'join',
  )

/** Synapse invites last, and may still be at it: an invitation that comes after the closing would stay for ever. */
const finishedState = async (
  homeserver: Pick<Context['homeserver'], 'state'>,
  roomId: RoomId,
  requester: UserId,
): Promise<StateEvent[]> => {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const state = await homeserver.state(roomId)
    const isFinished = state.some(({ type, state_key }) => type === eventTypes.member && state_key === requester)
    if (isFinished || waitedMs >= finishMs) return state
    await sleep(pollMs)
  }
}

/**
 * Takes the asker's invitation back and leaves the room. One in which others were invited is a consult, whatever the
 * index says: it stays, and false is answered.
 */
export const closeLeftover = async (
  { homeserver, log }: Pick<Context, 'homeserver' | 'log'>,
  roomId: RoomId,
  { requester }: Pick<Task, 'requester'>,
): Promise<boolean> => {
  const state = await finishedState(homeserver, roomId, requester)
  const people = state.filter(({ type }) => type === eventTypes.member).map(({ state_key }) => state_key)
  if (people.some((one) => one !== homeserver.serviceAccount && one !== requester)) return false
  if (isClosed({ homeserver }, state)) return true
  try {
    // Not purged: to forget a room while its invitation is on the way makes Synapse's sync fail.
    await homeserver.admin('DELETE', `/v2/rooms/${encodeURIComponent(roomId)}`, { purge: false })
    log.info('consult-leftover-closed', { roomId })
  } catch (error) {
    // Being closed already.
    if (!(error instanceof MatrixRefusal)) throw error
  }
  return true
}
