import { randomBytes } from 'node:crypto'
import type { AskedService, ConsultInput, ConsultOutput } from '#shared/consults/api.ts'
import { type Asked, request } from '#shared/consults/task.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertCandidates } from './alert-candidates.ts'
import { closeLeftover } from './close-leftover.ts'
import { consultRoomBody } from './consult-room.ts'
import { consultView } from './consult-view.ts'
import { inviteCandidates } from './invite-candidates.ts'
import { claimRequest, findByRequest, recordTask } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'
import type { WhoIsOnCall } from './who-is-on-call.ts'

const newLabel = () => randomBytes(2).toString('hex').toUpperCase()

const askService = async (whoIsOnCall: WhoIsOnCall, asked: AskedService): Promise<Result<Asked, Refusal>> => {
  const found = await whoIsOnCall(asked)
  if (!found.ok) return found
  const { service, onCall } = found.value
  if (onCall.length === 0) return refused({ code: 'nobody-on-call' })
  const { id, name, specialty, serverName, times } = service
  return ok({ service: { id, name, specialty, serverName, times, practitioner: asked.practitioner ?? null }, onCall })
}

/** Asks a department: makes the room, with everybody on call invited. The same request never makes a second room. */
export const requestConsult = (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  whoIsOnCall: WhoIsOnCall,
  lock: RoomLock,
  person: Person,
  input: ConsultInput,
): Promise<Result<ConsultOutput, Refusal>> =>
  lock(`${person.userId} ${input.requestId}`, async () => {
    const { db, homeserver } = context
    const known = findByRequest(db, person.userId, input.requestId)
    if (known) return ok(consultView(known))

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

    if (!claimRequest(db, person.userId, input.requestId)) {
      // An earlier try was cut off: its room may be there without our knowing.
      await rebuildIndex(context)
      const found = findByRequest(db, person.userId, input.requestId)
      if (found) return ok(consultView(found))
    }
    const roomId = await homeserver.createRoom(consultRoomBody(asked.value))
    const homeServer = context.config.clinic.serverName
    const earlier = findByRequest(db, person.userId, input.requestId)
    if (earlier && earlier.roomId !== roomId) {
      await closeLeftover(context, roomId, asked.value)
      return ok(consultView(earlier))
    }

    recordTask(db, context.now(), roomId, homeServer, asked.value)
    // What fails here is tried again by the timer.
    await inviteCandidates(context, roomId).catch(() => context.log.error('consult-invite-failed', { roomId }))

    alertCandidates(context, roomId, null, asked.value)
    context.log.info('consult-requested', { roomId, priority: input.priority, count: asked.value.candidates.length })
    return ok({ roomId, homeServer, task: asked.value })
  })
