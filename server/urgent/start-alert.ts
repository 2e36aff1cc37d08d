import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { newAlert } from '#shared/urgent/alert.ts'
import type { AlertInput, AlertOutput } from '#shared/urgent/api.ts'
import type { WhoIsOnCall } from '../consults/who-is-on-call.ts'
import type { Person } from '../context.ts'
import type { Homeserver, StateEvent } from '../matrix/homeserver.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertRoomBody } from './alert-room.ts'
import { chainSteps } from './chain-steps.ts'
import type { UrgentContext } from './change-alert.ts'
import { inviteCalled } from './invite-called.ts'
import { findByAlertId, recordAlert } from './queries.ts'

type Staff = { whoIsOnCall: WhoIsOnCall; isOnDuty(userId: UserId): Promise<boolean> }

const present: readonly unknown[] = ['join', 'invite']

/** Everybody who is in a room or asked into it, by our own server's knowledge of it. */
const peopleIn = async ({ admin }: Pick<Homeserver, 'admin'>, roomId: RoomId): Promise<Set<string>> => {
  const { state } = await admin<{ state: StateEvent[] }>('GET', `/v1/rooms/${encodeURIComponent(roomId)}/state`)
  const members = state.filter(
    ({ type, content }) => type === eventTypes.member && present.includes(content['membership']),
  )
  return new Set(members.map(({ state_key }) => state_key))
}

/**
 * Makes the room of an alert, with everybody invited who may be called. Nobody is called before the sender's encrypted
 * message is in it. The same message never makes a second room; one that Synapse finishes after a crash stays a draft,
 * of which nobody learns.
 */
export const startAlert = (
  context: UrgentContext,
  { whoIsOnCall, isOnDuty }: Staff,
  lock: RoomLock,
  person: Person,
  input: AlertInput,
): Promise<Result<AlertOutput, Refusal>> =>
  lock(`${person.userId} ${input.alertId}`, async () => {
    const { config, db, homeserver, log, now } = context
    if (person.serverName !== config.clinic.serverName) return refused({ code: 'not-allowed' })
    const known = findByAlertId(db, person.userId, input.alertId)
    if (known) return ok({ roomId: known.roomId, alert: known.alert, leftOut: [] })

    // Whoever could not write to somebody must not reach them by our service.
    const people = await peopleIn(homeserver, input.conversation)
    if (!input.to.every((userId) => people.has(userId)))
      return refused({ code: 'not-allowed', details: { reason: 'not-in-conversation' } })

    const { alertId, conversation, priority, answerWithin } = input
    const isReachable = async (userId: UserId) => people.has(userId) || isOnDuty(userId)
    const { steps, leftOut } = await chainSteps({ whoIsOnCall, isReachable }, input.chain)
    const made = newAlert(
      {
        alertId,
        conversation,
        priority,
        answerWithin,
        requester: person.userId,
        steps: [{ called: { kind: 'conversation' }, people: input.to }, ...steps],
      },
      now(),
    )
    if (!made.ok) return made

    const roomId = await homeserver.createRoom(alertRoomBody(made.value))

    recordAlert(db, roomId, made.value)

    // Before the sender encrypts; what fails here is tried again by the timer.
    await inviteCalled(context, roomId).catch(() => log.error('urgent-invite-failed', { roomId }))
    log.info('urgent-made', { roomId, priority, count: made.value.steps.length })
    return ok({ roomId, alert: made.value, leftOut })
  })
