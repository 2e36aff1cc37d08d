import type { ConsultOutput, TransitionInput } from '#shared/consults/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Result } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { changeTask } from './change-task.ts'

/** A member asks for a change; of two who accept at once, one is told who has it. */
export const transitionConsult = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  lock: RoomLock,
  person: Person,
  roomId: RoomId,
  input: TransitionInput,
): Promise<Result<ConsultOutput, Refusal>> =>
  changeTask(context, lock, roomId, { kind: 'person', userId: person.userId }, () => input)
