import type { BusinessStatus, Task, TaskStatus } from './task-content.ts'

/** What the status of a task means. */

export const waitingStatuses = ['requested', 'received'] as const
export const inCareStatuses = ['accepted', 'in-progress', 'on-hold'] as const
const finalStatuses: readonly TaskStatus[] = ['completed', 'rejected', 'cancelled', 'failed']
export const isOver = (status: TaskStatus): boolean => finalStatuses.includes(status)
/** What an answer is owed for. */
export const isInCareOf = (task: Task): boolean => (inCareStatuses as readonly TaskStatus[]).includes(task.status)
export const isUnclaimed = (status: TaskStatus): boolean => (waitingStatuses as readonly TaskStatus[]).includes(status)

/** IHE 360X says by this what FHIR's status does not. */
export const businessStatusOf = (task: Pick<Task, 'status' | 'outcome' | 'question' | 'interim'>): BusinessStatus => {
  switch (task.status) {
    case 'requested':
    case 'received':
      return 'received'
    case 'accepted':
    case 'in-progress':
      return task.question ? 'follow-up' : task.interim ? 'interim-results' : 'accepted'
    case 'on-hold':
      return 'needs-info'
    case 'completed':
      return task.outcome ? 'closed' : 'outcome-final'
    case 'rejected':
      return 'declined'
    case 'cancelled':
      return 'cancelled'
    case 'failed':
      return 'expired'
    default:
      return task.status satisfies never
  }
}
