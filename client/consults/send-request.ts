import type { ConsultInput, ConsultOutput } from '#shared/consults/api.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'

export type RequestStep = 'asking' | 'joining' | 'sending'

/** The room is there, but did not reach this device in time: trying again goes on from here. */
export class ConsultNotJoined extends Error {
  override name = 'ConsultNotJoined'
}

export type SendRequestOptions = {
  session: Pick<Session, 'joinRoom' | 'consults' | 'outbox' | 'serverName'>
  ask(input: ConsultInput): Promise<Pick<ConsultOutput, 'roomId'>>
  input: ConsultInput
  /** The room of an earlier try. */
  roomId: RoomId | null
  content: ConsultRequest
  onStep(step: RequestStep): void
  onRoom(roomId: RoomId): void
  waitMs?: number
}

const pollMs = 100

const isJoined = (session: Pick<Session, 'consults'>, roomId: RoomId) =>
  session.consults().some((room) => room.roomId === roomId && room.membership === 'join')

/** Encrypting needs what the room says (that it is encrypted, and for whom), so it must have arrived by sync. */
const untilJoined = async (session: Pick<Session, 'consults'>, roomId: RoomId, waitMs: number): Promise<void> => {
  const giveUpAt = Date.now() + waitMs
  while (!isJoined(session, roomId)) {
    if (Date.now() > giveUpAt) throw new ConsultNotJoined()
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/**
 * Asks the department, enters the room and leaves the encrypted request in the outbox, which sends it once.
 * May be called again after a failure at any step: the same request makes one room, and is sent once.
 */
export const sendRequest = async (options: SendRequestOptions): Promise<RoomId> => {
  const { session, input, content, onStep, onRoom } = options
  let roomId = options.roomId
  if (!roomId) {
    onStep('asking')
    roomId = (await options.ask(input)).roomId
    onRoom(roomId)
  }
  onStep('joining')
  if (!isJoined(session, roomId)) await session.joinRoom(roomId, [session.serverName])
  await untilJoined(session, roomId, options.waitMs ?? 20_000)
  onStep('sending')
  await session.outbox.send(roomId, eventTypes.consultRequest, content)
  return roomId
}
