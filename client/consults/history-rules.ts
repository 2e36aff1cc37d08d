import type { Task } from '#shared/consults/task-content.ts'
import { ownersOf, roleOf } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { HistoryRules } from '../alerts/index.ts'
import type { Consult } from './believe.ts'

const handersTo = ({ changes }: Task, me: UserId): UserId[] =>
  changes.flatMap(({ by, person }) => (person === me && by ? [by] : []))

/**
 * To whom it was handed, and who stands in for who asked, lacks what was said before; who was called from the start only
 * does where they were invited late or had no device yet. Who handed it over is the likeliest to give it, then who asked,
 * then who has it or may have it.
 */
const giversOf = (task: Task, me: UserId): UserId[] => {
  if (task.requester === me) return []
  const isStandIn = task.standIn === me
  const handers = handersTo(task, me).reverse()
  // A device that has lost everything does not ask for years of consults.
  if (isOver(task.status) && handers.length === 0 && !isStandIn) return []
  const called = task.candidates.map(({ userId }) => userId)
  const all = [...handers, task.standIn ?? task.requester, ...ownersOf(task).reverse(), ...called]
  return [...new Set(all)].filter((userId) => userId !== me)
}

export const historyRules: HistoryRules<Consult> = {
  mayRead: ({ task }, userId) => roleOf(task, userId) !== null,
  hadPart: ({ task }, userId) => roleOf(task, userId) !== null || ownersOf(task).includes(userId),
  givers: ({ task }, me) => giversOf(task, me),
  earlierGivers: ({ task }, me) => giversOf(task, me),
  isKeyComing: ({ task }, me) => handersTo(task, me).length === 0 && task.standIn !== me,
}
