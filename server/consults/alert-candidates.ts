import type { Task } from '#shared/consults/task-content.ts'
import { isAlerted, isLateFor } from '#shared/consults/task-people.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { alertPeople } from '../notifications/alert-people.ts'

/** Why somebody is woken: asked now, late with an answer, owing one (again), or handed it. */
const calls: ((task: Task, userId: UserId) => boolean)[] = [
  isAlerted,
  isLateFor,
  (task, userId) => task.owner === userId && task.answerBy !== null,
  (task, userId) => task.owner === userId,
]

/** Wakes those whose turn it has become, and who stands in for who asked; `before` is null for a consult that is new. */
export const alertCandidates = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log'>,
  roomId: RoomId,
  before: Task | null,
  task: Task,
): void => {
  // Whoever did it is awake.
  const actor = before ? task.changes.at(-1)?.by : task.requester
  const userIds = task.candidates
    .map(({ userId }) => userId)
    .filter((userId) => userId !== actor)
    .filter((userId) => calls.some((isCalled) => isCalled(task, userId) && !(before && isCalled(before, userId))))
  if (task.standIn && task.standIn !== before?.standIn) userIds.push(task.standIn)
  if (userIds.length > 0) alertPeople(context, { roomId, priority: task.priority, userIds })
}
