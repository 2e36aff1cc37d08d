import type { Task } from '#shared/consults/task-content.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createConsults } from './consults-store.ts'

/** How the consult of a room stands; null for a room that is none. */
export const createTaskOfRoom = (): ((roomId: RoomId) => Task | null) => {
  const consults = createConsults()
  return (roomId) => consults().find((consult) => consult.roomId === roomId)?.task ?? null
}
