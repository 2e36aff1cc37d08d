import type { Task } from '#shared/consults/task-content.ts'
import { isOver, isUnclaimed } from '#shared/consults/task-status.ts'
import type { Consult } from './believe.ts'
import { byUrgency } from './worklist.ts'

export const columns = ['unclaimed', 'inCare', 'onHold'] as const
export type Column = (typeof columns)[number]

const columnOf = (task: Task): Column | null => {
  if (isOver(task.status)) return null
  if (isUnclaimed(task.status)) return 'unclaimed'
  return task.status === 'on-hold' ? 'onHold' : 'inCare'
}

/** What is open, most urgent first. */
export const columnsOf = (consults: readonly Consult[]): Record<Column, Consult[]> => {
  const list: Record<Column, Consult[]> = { unclaimed: [], inCare: [], onHold: [] }
  for (const consult of consults) {
    const column = columnOf(consult.task)
    if (column) list[column].push(consult)
  }
  for (const column of columns) list[column].sort(byUrgency)
  return list
}
