import { randomUUID } from 'node:crypto'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { askJson, RequestRefused } from '../../synapse-config/node/ask-json.ts'
import type { Somebody } from './somebody.ts'
import { until } from './until.ts'

/** What any Matrix client does, without encryption: these tests look at who gets an event, not at what it says. */
export type MatrixEvent = {
  type: string
  state_key?: string
  sender: string
  event_id: EventId
  content: Record<string, unknown>
}

export const pathOf = (...parts: string[]) => `/_matrix/client/v3/${parts.map(encodeURIComponent).join('/')}`

/** Throws `RequestRefused` when Synapse refuses. */
export const askMatrix = <T>(
  { clinic, accessToken }: Somebody,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<T> => askJson<T>(clinic.reachableUrl, method, path, { body, token: accessToken })

export const createRoom = async (by: Somebody, invited: readonly Somebody[] = [], name?: string): Promise<RoomId> => {
  const body = { preset: 'private_chat', invite: invited.map(({ userId }) => userId), name }
  return (await askMatrix<{ room_id: RoomId }>(by, 'POST', pathOf('createRoom'), body)).room_id
}

export const invite = (by: Somebody, roomId: RoomId, userId: string): Promise<unknown> =>
  askMatrix(by, 'POST', pathOf('rooms', roomId, 'invite'), { user_id: userId })

/** The other homeserver may know of an invitation a moment after it has taken it. */
export const join = (by: Somebody, roomId: RoomId): Promise<unknown> =>
  until(`the invitation of ${by.userId}`, () =>
    askMatrix(by, 'POST', pathOf('join', roomId), {}).then(
      () => true,
      (error) => {
        if (error instanceof RequestRefused && error.status === 404) return false
        throw error
      },
    ),
  )

export const leave = (by: Somebody, roomId: RoomId): Promise<unknown> =>
  askMatrix(by, 'POST', pathOf('rooms', roomId, 'leave'), {})

/** A room that all of them have joined; the first one makes it. */
export const roomOf = async (first: Somebody, ...others: readonly Somebody[]): Promise<RoomId> => {
  const roomId = await createRoom(first, others)
  for (const other of others) await join(other, roomId)
  return roomId
}

/** Sent twice with one transaction id, it is one message. */
export const say = async (
  by: Somebody,
  roomId: RoomId,
  text: string,
  { txnId = randomUUID(), msgtype = 'm.text' }: { txnId?: string; msgtype?: string } = {},
): Promise<EventId> => {
  const path = pathOf('rooms', roomId, 'send', 'm.room.message', txnId)
  return (await askMatrix<{ event_id: EventId }>(by, 'PUT', path, { msgtype, body: text })).event_id
}

/** The texts that somebody may read in a room by now, newest first. */
export const messagesOf = async (by: Somebody, roomId: RoomId): Promise<string[]> => {
  const path = `${pathOf('rooms', roomId, 'messages')}?dir=b&limit=50`
  const { chunk } = await askMatrix<{ chunk: MatrixEvent[] }>(by, 'GET', path)
  return chunk.filter(({ type }) => type === 'm.room.message').map(({ content }) => String(content['body']))
}

export const stateOf = (by: Somebody, roomId: RoomId): Promise<MatrixEvent[]> =>
  askMatrix<MatrixEvent[]>(by, 'GET', pathOf('rooms', roomId, 'state'))

export const writeState = (
  by: Somebody,
  roomId: RoomId,
  type: string,
  content: unknown,
  stateKey = '',
): Promise<unknown> =>
  askMatrix(by, 'PUT', `${pathOf('rooms', roomId, 'state', type)}/${encodeURIComponent(stateKey)}`, content)

export const accountDataOf = <T>(of: Somebody, type: string): Promise<T> =>
  askMatrix<T>(of, 'GET', pathOf('user', of.userId, 'account_data', type))

export const putAccountData = (of: Somebody, type: string, content: unknown): Promise<unknown> =>
  askMatrix(of, 'PUT', pathOf('user', of.userId, 'account_data', type), content)
