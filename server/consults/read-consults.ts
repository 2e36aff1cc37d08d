import type { ConsultOutput, ConsultsOutput } from '#shared/consults/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { consultView } from './consult-view.ts'
import { listConsultsOf } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

/** What the person asked, has, or may take, at any clinic whose rooms our homeserver is in. */
export const readConsults = (
  { db }: Pick<Context, 'db'>,
  person: Pick<Person, 'userId'>,
): Result<ConsultsOutput, Refusal> => ok({ consults: listConsultsOf(db, person.userId).map(consultView) })

/** One consult as its room says now. */
export const readConsult = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  roomId: RoomId,
): Promise<Result<ConsultOutput, Refusal>> => {
  const found = taskOfRoom(await homeserver.state(roomId))
  return found ? ok({ roomId, ...found }) : refused({ code: 'not-found' })
}
