import { runsAroundTheClock, type ServiceTimes } from '../directory/service-times.ts'
import type { UserId } from '../matrix/ids.ts'
import { acceptWithinMs, answerWithinMs, type Priority } from './priority.ts'
import type { Task, TaskService } from './task-content.ts'
import { isInCareOf, isUnclaimed } from './task-status.ts'
import { nextStep } from './task-steps.ts'
import { addWorkingTime, workingTimeBetween } from './working-time.ts'

/** When somebody has to have accepted or answered. */

type Timed = Pick<TaskService, 'times'>

/** When the clock of a department runs; null: always. */
export const hoursOf = ({ times }: Timed, priority: Priority): ServiceTimes | null =>
  runsAroundTheClock(priority) ? null : times

const minutesMs = (minutes: number | undefined): number | null => (minutes === undefined ? null : minutes * 60_000)

/** How long each tier of a department has to accept, of the time in which its clock runs. */
export const acceptWithin = ({ times }: Timed, priority: Priority): number =>
  minutesMs(times?.acceptWithin[priority]) ?? acceptWithinMs[priority]

export const acceptBy = (service: Timed, priority: Priority, now: number): number =>
  addWorkingTime(now, acceptWithin(service, priority), hoursOf(service, priority))

/** What the timer has to do now, if anything. */
export const dueChange = (task: Task, now: number): 'escalated' | 'failed' | 'overdue' | null => {
  if (task.answerBy !== null && !task.isOverdue && now >= task.answerBy && isInCareOf(task)) return 'overdue'
  if (!isUnclaimed(task.status) || task.escalateAt === null || now < task.escalateAt) return null
  return nextStep(task) ? 'escalated' : 'failed'
}

/** When the timer has to look at it again, Unix time in ms; null: not before somebody does something. */
export const dueAt = (task: Task): number | null =>
  task.escalateAt ?? (task.isOverdue || !isInCareOf(task) ? null : task.answerBy)

/** The service that the one who answers belongs to. */
export const answeringService = (task: Task, userId: UserId | null): TaskService => {
  const isAlternative = task.candidates.some((one) => one.userId === userId && one.isAlternative)
  return (isAlternative && task.alternative) || task.service
}

/** The one that it is with now: of who has it, or that is called. */
export const presentService = (task: Task): TaskService =>
  task.owner ? answeringService(task, task.owner) : (task.isAlternative && task.alternative) || task.service

export const answerBy = (task: Task, userId: UserId | null, now: number): number => {
  const { times } = answeringService(task, userId)
  const ms = minutesMs(times?.answerWithin[task.priority]) ?? answerWithinMs[task.priority]
  return addWorkingTime(now, ms, hoursOf({ times }, task.priority))
}

export const answerLeftMs = (task: Task, now: number): number | null => {
  if (task.answerBy === null) return null
  return workingTimeBetween(now, task.answerBy, hoursOf(answeringService(task, task.owner), task.priority))
}
