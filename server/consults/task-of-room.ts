import { parseTask, type Task } from '#shared/consults/task-content.ts'
import { mayHaveHome } from '#shared/consults/task-people.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type ServerName, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'

type StateLike = { type: string; state_key?: string | undefined; sender: string; content: unknown }

/**
 * The task that a state event carries, if it may be believed: written by a clinic's service account,
 * for somebody of that same clinic who asked.
 */
export const believedTask = (event: StateLike): { homeServer: ServerName; task: Task } | null => {
  if (event.type !== eventTypes.consultTask || event.state_key !== '') return null
  const homeServer = serverOf(event.sender as UserId)
  if (event.sender !== serviceAccountOf(homeServer)) return null
  const task = parseTask(event.content)
  return task && mayHaveHome(task, homeServer) ? { homeServer, task } : null
}

/** The task of a whole room: a consult room, made by the account that wrote the task. */
export const taskOfRoom = (state: readonly StateLike[]): { homeServer: ServerName; task: Task } | null => {
  const create = state.find(({ type }) => type === eventTypes.create)
  const isConsult = (create?.content as { type?: unknown } | undefined)?.type === eventTypes.consultRoom
  const event = state.find(({ type, state_key }) => type === eventTypes.consultTask && state_key === '')
  return isConsult && event && event.sender === create?.sender ? believedTask(event) : null
}
