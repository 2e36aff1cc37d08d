import { type MatrixClient, Method } from 'matrix-js-sdk'
import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

type Client = { http: Pick<MatrixClient['http'], 'authedRequest'> }

const ended = v.object({
  sender: v.string(),
  content: v.object({ membership: v.picklist(['leave', 'ban']) }),
})

/** The homeserver tells people their own last membership of a room, also after it ended. False where it tells nothing. */
export const wasRemoved = async (client: Client, userId: UserId, roomId: RoomId): Promise<boolean> => {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/${eventTypes.member}/${encodeURIComponent(userId)}`
  // The content alone would not say by whom.
  const answer = await client.http.authedRequest<unknown>(Method.Get, path, { format: 'event' }).catch(() => null)
  const parsed = v.safeParse(ended, answer)
  return parsed.success && parsed.output.sender !== userId
}
