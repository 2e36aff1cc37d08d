import type BetterSqlite3 from 'better-sqlite3'
import { askingsOf } from '#shared/consults/askings.ts'
import { parseTask } from '#shared/consults/task-content.ts'

/** Of a task as it is stored; none of one that cannot be read. */
const askingsOfTask = (stored: unknown): string => {
  const task = typeof stored === 'string' ? parseTask(JSON.parse(stored)) : null
  return JSON.stringify(task ? askingsOf(task) : [])
}

/** Rules of ours that a migration fills a new table by; their names stand in its statements. */
export const addMigrationFunctions = (sqlite: BetterSqlite3.Database): void => {
  sqlite.function('askings_of_task', { deterministic: true }, askingsOfTask)
}
