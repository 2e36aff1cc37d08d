import { type ServerName, serverOf, type UserId } from '../matrix/ids.ts'
import type { BroughtIn, Task, TaskChange, TaskService } from './task-content.ts'
import { isOver, isUnclaimed } from './task-status.ts'
import { isReached } from './task-steps.ts'

/** What people are to a task. */

export type Role = 'requester' | 'consultant' | 'candidate' | 'system'
/** Everybody who has it or has had it: what they signed meanwhile stays their word. */
export const ownersOf = ({ owner, changes }: Task): UserId[] => {
  const had = changes.flatMap(({ change, by, person }) => (change === 'accepted' ? by : person) ?? [])
  return [...new Set([...had, ...(owner ? [owner] : [])])]
}
type Asked = Pick<Task, 'requester' | 'partOf'> & Partial<Pick<Task, 'standIn'>>
/** Who asked and who stands in for them; of a further specialty also who asked in the first place. */
export const askersOf = ({ requester, standIn, partOf }: Asked): UserId[] => [
  requester,
  ...(standIn ? [standIn] : []),
  ...(partOf ? [partOf.requester] : []),
]
/** Who looks after the question at the home clinic. */
export const askerAtHome = ({ requester, standIn, partOf }: Asked): UserId => standIn ?? partOf?.requester ?? requester

/** The consults that its owner brought in. */
export const partsOf = ({ changes }: Pick<Task, 'changes'>): BroughtIn[] => changes.flatMap(({ part }) => part ?? [])

/** Departments that nobody brings in: whom people ask again in the consult that they have already. */
export const askedIn = (task: Pick<Task, 'service' | 'changes'>): Pick<TaskService, 'id' | 'serverName'>[] => [
  task.service,
  ...partsOf(task).map(({ service }) => service),
]

/**
 * Written by the clinic that may: of a person's own, or of the one that asked in the first place, so that all of a
 * patient's consults have one writer.
 */
export const mayHaveHome = (task: Pick<Task, 'requester' | 'partOf'>, homeServer: ServerName): boolean =>
  serverOf(task.partOf?.requester ?? task.requester) === homeServer

/** What a person is to this task; null for somebody who has no part in it. */
export const roleOf = (task: Task, userId: UserId): Exclude<Role, 'system'> | null => {
  if (askersOf(task).includes(userId)) return 'requester'
  if (task.owner === userId) return 'consultant'
  return task.candidates.some((candidate) => candidate.userId === userId) ? 'candidate' : null
}

/** What they were to it who took a step. Most steps are the owner's, who may be somebody else by now. */
export const roleInStep = (
  task: Asked & Pick<Task, 'owner'>,
  { by, change, status }: Pick<TaskChange, 'by' | 'change' | 'status'>,
): Role => {
  if (by === null) return 'system'
  if (askersOf(task).includes(by)) return 'requester'
  if (change === 'rejected') return status === 'rejected' && task.owner === by ? 'consultant' : 'candidate'
  if (change === 'received') return isUnclaimed(status) ? 'candidate' : 'consultant'
  return change === 'accepted' ? 'candidate' : 'consultant'
}

/** Who handed it to its owner; null when they accepted it themselves. */
export const handedBy = ({ changes }: Pick<Task, 'changes'>): UserId | null => {
  const last = changes.findLast(({ change }) => change === 'accepted' || change === 'handed')
  return last?.change === 'handed' ? last.by : null
}

/** It was handed to them, and they have neither said that they saw it nor done anything with it since. */
export const isHandedUnseen = ({ owner, status, changes }: Task, userId: UserId): boolean => {
  if (owner !== userId || isOver(status)) return false
  const last = changes.findLast(({ change, by, person }) => by === userId || (change === 'handed' && person === userId))
  return last?.change === 'handed' && last.person === userId
}

/** On call, alerted by now, and neither declined nor too late. */
export const isAlerted = (task: Task, userId: UserId): boolean =>
  isUnclaimed(task.status) &&
  task.candidates.some((one) => one.userId === userId && !one.declined && isReached(one, task))

/** Who has it, and who leads: told once when the answer is late. */
export const isLateFor = (task: Task, userId: UserId): boolean =>
  task.isOverdue &&
  (task.owner === userId || task.candidates.some((one) => one.userId === userId && one.tier === 'lead'))
