import { setTimeout as sleep } from 'node:timers/promises'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'
import { whoIsOnCall } from '../consults/who-is-on-call.ts'
import { readOnCall } from '../directory/read-on-call.ts'
import type { UrgentContext } from './change-alert.ts'

/** A partner that does not answer must not keep those from being called who were on duty at sending. */
const patienceMs = 3_000

/**
 * Who has the duty of the next step at this moment; null where it is called as it was decided at sending: for people,
 * and when the department cannot be asked or nobody has that duty now.
 */
export const onDutyNow = async (context: UrgentContext, { step, steps }: Alert): Promise<UserId[] | null> => {
  const called = steps[step + 1]?.called
  if (called?.kind !== 'service') return null
  const { id, serverName, tier } = called
  const asking = whoIsOnCall(context, (serviceId) => readOnCall(context, serviceId))({ id, serverName })
  const answer = await Promise.race([asking, sleep(patienceMs, null, { ref: false })])
  if (!answer?.ok) return null
  const people = answer.value.onCall.filter((one) => one.tier === tier).map(({ userId }) => userId)
  return people.length > 0 ? people : null
}
