import type { ConsultOutput, PartInput } from '#shared/consults/api.ts'
import { request } from '#shared/consults/new-task.ts'
import { type Change, transition } from '#shared/consults/task.ts'
import type { BroughtIn, Task } from '#shared/consults/task-content.ts'
import { partsOf } from '#shared/consults/task-people.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { changeTask } from './change-task.ts'
import { consultView } from './consult-view.ts'
import { makeConsult } from './make-consult.ts'
import { findByRequest } from './queries.ts'
import { askService, isAskedOf, newLabel } from './request-consult.ts'
import { taskOfRoom } from './task-of-room.ts'
import type { WhoIsOnCall } from './who-is-on-call.ts'

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>

const partOf = ({ roomId, task }: Pick<ConsultOutput, 'roomId' | 'task'>): BroughtIn => {
  const { requestId, label, priority, service } = task
  const { id, name, specialty, serverName } = service
  return { roomId, requestId, label, priority, service: { id, name, specialty, serverName } }
}

const newPart = async (
  context: Parts,
  whoIsOnCall: WhoIsOnCall,
  person: Person,
  first: { roomId: RoomId; task: Task },
  { requestId, service, priority, reason, expectedVersion }: PartInput,
): Promise<Result<ConsultOutput, Refusal>> => {
  const asked = await askService(whoIsOnCall, service)
  if (!asked.ok) return asked
  const { requester, label } = first.task
  const made = request(
    {
      ...{ label: newLabel(), requestId, requester: person.userId, priority },
      ...asked.value,
      partOf: { roomId: first.roomId, requestId: first.task.requestId, label, requester },
    },
    context.now(),
  )
  if (!made.ok) return made
  // Looked at before anybody is called; once more when it is there, for meanwhile somebody may have been quicker.
  const change: Change = { to: 'brought-in', reason, part: partOf({ roomId: first.roomId, task: made.value }) }
  const actor = { kind: 'person', userId: person.userId } as const
  const moved = transition(first.task, { ...change, expectedVersion }, actor, context.now())
  return moved.ok ? makeConsult(context, made.value) : moved
}

/**
 * Who has a consult of this clinic brings in a further specialty: a consult of its own, written by the same service,
 * to which whoever asked in the first place belongs too. The same request never makes a second one.
 */
export const bringIn = (
  context: Parts,
  whoIsOnCall: WhoIsOnCall,
  lock: RoomLock,
  person: Person,
  roomId: RoomId,
  input: PartInput,
): Promise<Result<ConsultOutput, Refusal>> =>
  lock(`${person.userId} ${input.requestId}`, async () => {
    const first = taskOfRoom(await context.homeserver.state(roomId))
    if (!first || first.homeServer !== context.config.clinic.serverName) return refused({ code: 'not-found' })
    const known = findByRequest(context.db, person.userId, input.requestId)
    if (known && !(known.task.partOf?.roomId === roomId && isAskedOf(known.task, input.service)))
      return refused({ code: 'bad-input' })
    const part = known
      ? ok(consultView(known))
      : await newPart(context, whoIsOnCall, person, { roomId, task: first.task }, input)
    if (!part.ok) return part

    const actor = { kind: 'person', userId: person.userId } as const
    const isTold = (task: Task) => partsOf(task).some((one) => one.roomId === part.value.roomId)
    const { reason, expectedVersion } = input
    const told = await changeTask(context, lock, roomId, actor, (task) =>
      isTold(task) ? null : { to: 'brought-in', reason, part: partOf(part.value), expectedVersion },
    )
    if (told.ok) return part
    // The first was over before this one was there: nobody is to work on what nobody knows of.
    const withdrawn = { to: 'cancelled', reason: 'entered-in-error' } as const
    await changeTask(context, lock, part.value.roomId, actor, () => withdrawn)
    return told
  })
