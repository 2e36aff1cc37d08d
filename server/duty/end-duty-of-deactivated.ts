import { onDutyOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { findAccount } from '../admin/account.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { dutiesOf, endDuty } from '../directory/queries.ts'
import { unsettle } from './queries.ts'

/** An account that is gone is no account that can be on duty. */
const isDeactivated = async (context: Pick<Context, 'config' | 'homeserver'>, userId: UserId): Promise<boolean> =>
  (await findAccount(context, userId))?.isDeactivated ?? true

/** Whoever comes on duty for a conversation is looked at before: nobody must wait for an account that is closed. */
export const endDutyOfDeactivated = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>,
  roster: Roster,
): Promise<void> => {
  const { db, log } = context
  const serviceId = roster.service.id
  const known = onDutyOf(roster).map(({ userId }) => userId)
  const come = dutiesOf(db, serviceId).filter(({ userId }) => !known.includes(userId))
  for (const { userId } of come) if (await isDeactivated(context, userId)) endDutyOf({ db, log }, serviceId, userId)
}

export const endDutyOf = ({ db, log }: Pick<Context, 'db' | 'log'>, serviceId: string, userId: UserId): void => {
  transaction(db, (tx) => {
    endDuty(tx, userId)
    unsettle(tx, serviceId)
  })
  log.info('duty-of-deactivated-ended')
}

/** An account that leaves while it is on duty may have been closed. */
export const lookAfterLeaving = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>,
  serviceId: string,
  userId: UserId,
): Promise<boolean> => {
  if (!(await isDeactivated(context, userId))) return false
  endDutyOf(context, serviceId, userId)
  return true
}
