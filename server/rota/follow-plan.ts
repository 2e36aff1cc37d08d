import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { findPerson } from '../directory/queries.ts'
import { takeDutyAndSettle } from '../directory/take-duty.ts'
import { type DutyContext, dutyLock } from '../duty/settle-conversation.ts'
import { faultFields } from '../log.ts'
import { keepRounds } from '../rounds.ts'
import { listPlanned, markShift, shiftsOfPerson, shiftsToBegin, shiftsToEnd } from './queries.ts'

const lookMs = 5_000

const begin = async (context: DutyContext, serviceId: string, { id, userId, tier }: PlannedShift): Promise<void> => {
  const { db, now } = context
  if (userId && findPerson(db, userId)?.serviceId === serviceId)
    await takeDutyAndSettle(context, dutyLock, userId, { tier, leaveEmpty: false })
  markShift(db, serviceId, id, { begunAt: now() })
}

const end = async (context: DutyContext, serviceId: string, { id, userId, tier }: PlannedShift): Promise<void> => {
  const { db, now } = context
  const hasIt = userId !== null && findPerson(db, userId)?.tier === tier
  const goesOn = userId !== null && shiftsOfPerson(db, serviceId, userId, now(), now() + 1).length > 0
  if (hasIt && !goesOn) {
    const ended = await takeDutyAndSettle(context, dutyLock, userId, { tier: null, leaveEmpty: false })
    // Nobody else has come: the duty is not left empty by a clock. It ends when somebody does.
    if (!ended.ok && ended.error.code === 'last-on-duty') return
  }
  markShift(db, serviceId, id, { endedAt: now() })
}

/** Where a department says so, duty begins and ends by the plan. Nobody is put on duty twice who has ended it since. */
export const followPlan = async (context: DutyContext): Promise<void> => {
  const { db, now } = context
  const byPlan = listPlanned(db).filter(({ content }) => content.policy.begins === 'by-plan')
  for (const { serviceId } of byPlan) {
    for (const shift of shiftsToBegin(db, serviceId, now())) await begin(context, serviceId, shift)
    for (const shift of shiftsToEnd(db, serviceId, now())) await end(context, serviceId, shift)
  }
}

export const startRota = (context: DutyContext): Disposable => {
  return keepRounds(async () => {
    try {
      await followPlan(context)
    } catch (error) {
      context.log.error('rota-not-followed', faultFields(error))
    }
    return lookMs
  })
}
