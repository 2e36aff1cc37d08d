import { randomBytes } from 'node:crypto'
import type { AskedService, ConsultInput, ConsultOutput } from '#shared/consults/api.ts'
import { type Asked, request } from '#shared/consults/new-task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { consultView } from './consult-view.ts'
import { makeConsult } from './make-consult.ts'
import { findByRequest } from './queries.ts'
import type { WhoIsOnCall } from './who-is-on-call.ts'

export const newLabel = () => randomBytes(2).toString('hex').toUpperCase()

export const askService = async (whoIsOnCall: WhoIsOnCall, asked: AskedService): Promise<Result<Asked, Refusal>> => {
  const found = await whoIsOnCall(asked)
  if (!found.ok) return found
  const { service, onCall } = found.value
  if (!service.takesConsults) return refused({ code: 'feature-off', details: { feature: 'consults' } })
  if (onCall.length === 0) return refused({ code: 'nobody-on-call' })
  const { id, name, specialty, serverName, times } = service
  return ok({ service: { id, name, specialty, serverName, times, practitioner: asked.practitioner ?? null }, onCall })
}

/** Whoever asks another department with the request of a first one would send it what is meant for that one. */
export const isAskedOf = (
  { service }: Pick<Task, 'service'>,
  asked: Pick<AskedService, 'id' | 'serverName'>,
): boolean => service.id === asked.id && service.serverName === asked.serverName

/** Asks a department: makes the room, with everybody on call invited. The same request never makes a second room. */
export const requestConsult = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  whoIsOnCall: WhoIsOnCall,
  lock: RoomLock,
  person: Person,
  input: ConsultInput,
): Promise<Result<ConsultOutput, Refusal>> =>
  lock(`${person.userId} ${input.requestId}`, async () => {
    const known = findByRequest(context.db, person.userId, input.requestId)
    const answer = (consult: ConsultOutput): Result<ConsultOutput, Refusal> =>
      isAskedOf(consult.task, input.service) ? ok(consult) : refused({ code: 'bad-input' })
    if (known) return answer(consultView(known))

    const [first, second] = await Promise.all([
      askService(whoIsOnCall, input.service),
      input.alternative ? askService(whoIsOnCall, input.alternative) : ok(null),
    ])
    if (!first.ok) return first
    // The person counts on it, so it is not left out without their knowing.
    if (!second.ok) return refused({ ...second.error, details: { ...second.error.details, choice: 'alternative' } })

    const asked = request(
      {
        label: newLabel(),
        requestId: input.requestId,
        requester: person.userId,
        priority: input.priority,
        ...first.value,
        alternative: second.value,
      },
      context.now(),
    )
    if (!asked.ok) return asked
    const made = await makeConsult(context, asked.value)
    return made.ok ? answer(made.value) : made
  })
