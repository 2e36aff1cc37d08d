import { isAlerted } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { alertPeople } from '../notifications/alert-people.ts'

/** Wakes those whose turn it has become; `before` is null for a consult that is new. */
export const alertCandidates = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log'>,
  roomId: RoomId,
  before: Task | null,
  task: Task,
): void => {
  const userIds = task.candidates
    .map(({ userId }) => userId)
    .filter((userId) => isAlerted(task, userId) && !(before && isAlerted(before, userId)))
  if (userIds.length > 0) alertPeople(context, { roomId, priority: task.priority, userIds })
}
