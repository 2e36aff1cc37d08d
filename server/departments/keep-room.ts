import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { findPerson, findService, listPersonIds } from '../directory/queries.ts'
import { MatrixRefusal } from '../errors.ts'
import { isBelonging } from '../matrix/belongs-to.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { type DepartmentChange, everybody, wholeClinic } from './queries.ts'
import { clinicSpaceBody, departmentAlias, departmentRoomBody, spaceAlias } from './room-bodies.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>
type Room = { roomId: RoomId; isNew: boolean }

/** The alias can name one room only: a second attempt finds what the first one made, even if nobody heard of it. */
const findOrMake = async ({ homeserver, log }: Parts, alias: string, body: Record<string, unknown>): Promise<Room> => {
  const found = await homeserver.roomByAlias(alias)
  if (found) return { roomId: found, isNew: false }
  const roomId = await homeserver.createRoom(body)
  log.info('department-room-made', { roomId })
  return { roomId, isNew: true }
}

const spaceOf = (context: Parts): Promise<Room> =>
  findOrMake(context, spaceAlias, clinicSpaceBody(context.config.clinic.name))

const departmentOf = async (context: Parts, serviceId: string, name: string): Promise<Room> => {
  const space = await spaceOf(context)
  const room = await findOrMake(context, departmentAlias(serviceId), departmentRoomBody(serviceId, name))
  const via = [context.config.clinic.serverName]
  // The same state twice is one event to Synapse.
  await context.homeserver.sendState(space.roomId, eventTypes.spaceChild, room.roomId, { via, suggested: true })
  await context.homeserver.sendState(room.roomId, eventTypes.spaceParent, space.roomId, { via, canonical: true })
  return room
}

const bring = async ({ homeserver, log }: Parts, roomId: RoomId, userId: UserId, isWanted: boolean, now: unknown) => {
  if (isWanted === isBelonging(now)) return
  try {
    await (isWanted ? homeserver.invite(roomId, userId) : homeserver.remove(roomId, userId))
  } catch (error) {
    // An account that Synapse will not have in a room must not keep the others out.
    if (!(error instanceof MatrixRefusal) || error.status === 429) throw error
    log.error('department-member-refused', { roomId, errcode: error.errcode })
  }
}

const membersOf = (state: readonly StateEvent[]): Map<UserId, unknown> =>
  new Map(
    state
      .filter(({ type }) => type === eventTypes.member)
      .map(({ state_key, content }) => [state_key as UserId, content['membership']]),
  )

const keepEverybody = async (context: Parts, roomId: RoomId, name: string, wanted: readonly UserId[]) => {
  const { homeserver } = context
  const state = await homeserver.state(roomId)
  const shown = state.find(({ type, state_key }) => type === eventTypes.name && state_key === '')
  if (shown?.content['name'] !== name) await homeserver.sendState(roomId, eventTypes.name, '', { name })
  const members = membersOf(state)
  const ids = new Set(wanted)
  for (const userId of ids) await bring(context, roomId, userId, true, members.get(userId))
  for (const [userId, membership] of members)
    if (!ids.has(userId) && userId !== homeserver.serviceAccount)
      await bring(context, roomId, userId, false, membership)
}

/**
 * Makes a room what the directory says now: there, named, and with the right people. May be done any number of times.
 * The room of a department that is gone from the directory is emptied.
 */
export const keepRoom = async (context: Parts, { serviceId, userId }: DepartmentChange): Promise<void> => {
  const isSpace = serviceId === wholeClinic
  const service = isSpace ? null : findService(context.db, serviceId)
  if (!isSpace && !service) return
  const name = service?.name ?? context.config.clinic.name
  const { roomId } = service ? await departmentOf(context, serviceId, name) : await spaceOf(context)
  if (userId === everybody) {
    await keepEverybody(context, roomId, name, listPersonIds(context.db, service?.id ?? null))
    return
  }
  const member = await context.homeserver.stateContent(roomId, eventTypes.member, userId)
  // Read last: what the directory says at this moment is what counts.
  const person = findPerson(context.db, userId)
  const isWanted = person !== null && (isSpace || person.serviceId === serviceId)
  await bring(context, roomId, userId, isWanted, member?.['membership'])
}
