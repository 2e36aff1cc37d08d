import { parseTask, type Task } from '#shared/consults/task-content.ts'
import { type RoomId, type ServerName, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import type { ConsultRoom } from '../matrix/types.ts'

export type Consult = { roomId: RoomId; membership: 'join' | 'invite'; homeServer: ServerName; task: Task }

/**
 * The consult of a room, if its task may be believed: written by the account that made the room (and, before we
 * have joined, that invites us), which is the service account of our own or a partner clinic, for one of its people.
 */
export const believedConsult = (room: ConsultRoom, isTrusted: (server: ServerName) => boolean): Consult | null => {
  const { creator, task: state } = room
  if (!creator || !state || state.sender !== creator) return null
  if (room.membership === 'invite' && room.invitedBy !== creator) return null
  const homeServer = serverOf(creator)
  if (creator !== serviceAccountOf(homeServer) || !isTrusted(homeServer)) return null
  const task = parseTask(state.content)
  if (!task || serverOf(task.requester) !== homeServer) return null
  return { roomId: room.roomId, membership: room.membership, homeServer, task }
}

type Sent = { encrypted: boolean; sender: UserId; content: Record<string, unknown> }

/** The first readable event of the person whose word it is; nothing that came in the clear. */
export const firstOf = <T>(
  events: readonly Sent[],
  sender: UserId,
  parse: (content: unknown) => T | null,
): T | null => {
  for (const event of events) {
    if (!event.encrypted || event.sender !== sender) continue
    const parsed = parse(event.content)
    if (parsed) return parsed
  }
  return null
}
