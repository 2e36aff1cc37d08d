import { tiers } from '#shared/consults/priority.ts'
import { mayStandIn } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { findAccount } from '../admin/account.ts'
import { leadsOf } from '../auth/queries.ts'
import type { Context } from '../context.ts'
import { dutiesOf, findPerson } from '../directory/queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver'>

/** Of the department of who is gone: those on duty there, the first tier first, then those who lead it. Nobody else. */
const inOrder = (db: Context['db'], gone: UserId): UserId[] => {
  const serviceId = findPerson(db, gone)?.serviceId
  if (!serviceId) return []
  const onDuty = dutiesOf(db, serviceId).toSorted((one, other) => tiers.indexOf(one.tier) - tiers.indexOf(other.tier))
  return [...new Set([...onDuty.map(({ userId }) => userId), ...leadsOf(db, serviceId)])]
}

/**
 * Who looks after the question of somebody who is gone. A rule decides, and not the admin who closes the account: nobody
 * comes to a case by administering the clinic.
 */
export const findStandIn = async (context: Parts, gone: UserId, task: Task): Promise<UserId | null> => {
  for (const userId of inOrder(context.db, gone)) {
    if (userId === gone || !mayStandIn(task, userId)) continue
    const account = await findAccount(context, userId)
    if (account && !account.isDeactivated) return userId
  }
  return null
}
