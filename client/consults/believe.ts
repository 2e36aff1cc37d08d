import { parseTask, type Task } from '#shared/consults/task-content.ts'
import { mayHaveHome } from '#shared/consults/task-people.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { believedState } from '../matrix/believed-state.ts'
import type { ServiceRoom } from '../matrix/types.ts'

export type Consult = { roomId: RoomId; membership: 'join' | 'invite'; homeServer: ServerName; task: Task }

/** All consults are looked at when one changes; the content of an event never does. */
const parsed = new WeakMap<object, Task | null>()
const parsedTask = (content: Record<string, unknown>): Task | null => {
  const known = parsed.get(content)
  if (known !== undefined) return known
  const task = parseTask(content)
  parsed.set(content, task)
  return task
}

/** The consult of a room, if its task may be believed: of the service that made it, for one of its own people. */
export const believedConsult = (room: ServiceRoom, isTrusted: (server: ServerName) => boolean): Consult | null => {
  const believed = believedState(room, isTrusted)
  const task = believed && parsedTask(believed.content)
  if (!task || !mayHaveHome(task, believed.homeServer)) return null
  return { roomId: room.roomId, membership: room.membership, homeServer: believed.homeServer, task }
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
    const read = parse(event.content)
    if (read) return read
  }
  return null
}
