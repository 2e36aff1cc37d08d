import type { PractitionerRole } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { newAlert } from '#shared/urgent/alert.ts'
import type { AlertInput, AlertOutput } from '#shared/urgent/api.ts'
import type { WhoIsOnCall } from '../consults/who-is-on-call.ts'
import type { Person } from '../context.ts'
import { everybodyIn } from '../matrix/belongs-to.ts'
import type { Homeserver, StateEvent } from '../matrix/homeserver.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { alertRoomBody } from './alert-room.ts'
import { chainSteps } from './chain-steps.ts'
import type { UrgentContext } from './change-alert.ts'
import { inviteCalled } from './invite-called.ts'
import { findByAlertId, recordAlert } from './queries.ts'

type Staff = {
  whoIsOnCall: WhoIsOnCall
  /** What the directory says of people; without those whom it does not know. */
  entriesOf(ids: readonly UserId[]): Promise<PractitionerRole[]>
}

/** So long the sender waits for everybody to be invited. */
const patienceMs = 15_000

/** On duty, or named as cover by somebody who is away. */
const isCalledUpon = (userId: UserId, entries: readonly PractitionerRole[]): boolean =>
  entries.some((entry) => (entry.userId === userId && entry.onCall) || entry.notAvailable?.cover === userId)

/** Everybody who is in a room or asked into it, by our own server's knowledge of it. */
const peopleIn = async ({ admin }: Pick<Homeserver, 'admin'>, roomId: RoomId): Promise<Set<string>> => {
  const { state } = await admin<{ state: StateEvent[] }>('GET', `/v1/rooms/${encodeURIComponent(roomId)}/state`)
  return new Set(everybodyIn(state))
}

/**
 * Makes the room of an alert, with everybody invited who may be called. Nobody is called before the sender's encrypted
 * message is in it. The same message never makes a second room; one that Synapse finishes after a crash stays a draft,
 * of which nobody learns.
 */
export const startAlert = (
  context: UrgentContext,
  { whoIsOnCall, entriesOf }: Staff,
  lock: RoomLock,
  person: Person,
  input: AlertInput,
): Promise<Result<AlertOutput, Refusal>> =>
  lock(`${person.userId} ${input.alertId}`, async () => {
    const { config, db, homeserver, log, now } = context
    if (person.serverName !== config.clinic.serverName) return refused({ code: 'not-allowed' })
    const known = findByAlertId(db, person.userId, input.alertId)
    if (known) return withEverybodyInvited(context, lock, { roomId: known.roomId, alert: known.alert, leftOut: [] })

    // Whoever could not write to somebody must not reach them by our service.
    const people = await peopleIn(homeserver, input.conversation)
    if (!input.to.every((userId) => people.has(userId)))
      return refused({ code: 'not-allowed', details: { reason: 'not-in-conversation' } })

    const { alertId, conversation, priority, answerWithin } = input
    const isReachable = async (userId: UserId) =>
      people.has(userId) || isCalledUpon(userId, await entriesOf([userId, ...input.to]))
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

    log.info('urgent-made', { roomId, priority, count: made.value.steps.length })
    return withEverybodyInvited(context, lock, { roomId, alert: made.value, leftOut })
  })

/**
 * What is encrypted now can be read by those who are invited now, so a sender whose partner is slow to answer is asked to
 * try again at first. After that the others are called without those who cannot be reached.
 */
const withEverybodyInvited = async (
  context: UrgentContext,
  lock: RoomLock,
  started: AlertOutput,
): Promise<Result<AlertOutput, Refusal>> => {
  if (started.alert.status !== 'draft') return ok(started)
  const isComplete = await inviteCalled(context, lock, started.roomId)
  const isWorthWaiting = context.now() - started.alert.authoredOn < patienceMs
  return isComplete || !isWorthWaiting ? ok(started) : refused({ code: 'partner-unreachable' })
}
