import { roleOf } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { HistoryRules } from '../alerts/index.ts'
import type { Consult } from './believe.ts'

/** Whoever was there from the start has what was said; only to whom it was handed may lack it. */
const giversOf = ({ changes, requester }: Task, me: UserId): UserId[] => {
  const handedBy = changes.flatMap(({ by, person }) => (person === me && by ? [by] : []))
  return handedBy.length > 0 ? [...new Set([...handedBy.reverse(), requester])] : []
}

export const historyRules: HistoryRules<Consult> = {
  mayRead: ({ task }, userId) => roleOf(task, userId) !== null,
  hadPart: ({ task }, userId) => roleOf(task, userId) !== null,
  givers: ({ task }, me) => giversOf(task, me),
  earlierGivers: ({ task }, me) => giversOf(task, me),
}
