import type { ConsultOutput } from '#shared/consults/api.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import { parseTask } from '#shared/consults/task-content.ts'
import { askersOf } from '#shared/consults/task-people.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import { sleep } from '../sleep.ts'

export type RequestStep = 'asking' | 'joining' | 'sending'

/** The room is there, but did not reach this device in time: trying again goes on from here. */
export class ConsultNotJoined extends Error {
  override name = 'ConsultNotJoined'
}

export type SendRequestOptions = {
  session: Pick<Session, 'joinRoom' | 'consults' | 'outbox' | 'wantMembers' | 'knowsMember'>
  /** The clinic whose service makes the room. */
  via: ServerName
  ask(): Promise<Pick<ConsultOutput, 'roomId'>>
  /** The room of an earlier try. */
  roomId: RoomId | null
  content: ConsultRequest
  onStep(step: RequestStep): void
  onRoom(roomId: RoomId): void
  waitMs?: number
  /** As long for those who were called: somebody who cannot be invited must not keep the others waiting for ever. */
  peopleWaitMs?: number
}

const pollMs = 100

const isJoined = (session: Pick<Session, 'consults'>, roomId: RoomId) =>
  session.consults().some((room) => room.roomId === roomId && room.membership === 'join')

/**
 * Whether this device knows of everybody who was called, and so gives them the keys: they are invited while we come in,
 * and what one sync tells may end before that.
 */
const isEverybodyKnown = (session: SendRequestOptions['session'], roomId: RoomId): boolean => {
  const room = session.consults().find((one) => one.roomId === roomId)
  const task = parseTask(room?.state?.content)
  if (!task) return false
  const called = [...askersOf(task), ...task.candidates.map(({ userId }) => userId)]
  return called.every((userId) => session.knowsMember(roomId, userId))
}

/** Encrypting needs what the room says (that it is encrypted, and for whom), so it must have arrived by sync. */
const until = async (isSo: () => boolean, waitMs: number): Promise<void> => {
  const giveUpAt = Date.now() + waitMs
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new ConsultNotJoined()
    await sleep(pollMs)
  }
}

/**
 * Asks the department, enters the room and leaves the encrypted request in the outbox, which sends it once.
 * May be called again after a failure at any step: the same request makes one room, and is sent once.
 */
export const sendRequest = async (options: SendRequestOptions): Promise<RoomId> => {
  const { session, content, onStep, onRoom } = options
  let roomId = options.roomId
  if (!roomId) {
    onStep('asking')
    roomId = (await options.ask()).roomId
    onRoom(roomId)
  }
  onStep('joining')
  if (!isJoined(session, roomId)) await session.joinRoom(roomId, [options.via])
  const waitMs = options.waitMs ?? 20_000
  await until(() => isJoined(session, roomId), waitMs)
  session.wantMembers(roomId)
  await until(() => isEverybodyKnown(session, roomId), options.peopleWaitMs ?? 10_000).catch(() => {})
  onStep('sending')
  await session.outbox.send(roomId, eventTypes.consultRequest, content)
  return roomId
}
