import type { AuditDetails, AuditEntry } from '#shared/audit/entry.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { isAlerted, roleOf } from '#shared/consults/task-people.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

const actor = (task: Task, userId: UserId | null): Pick<AuditDetails, 'who' | 'role'> => {
  if (userId === null) return { who: null, role: 'service' }
  const role = roleOf(task, userId)
  return { who: userId, ...(role ? { role } : {}) }
}

/**
 * What the log says of a consult as it is now: everything that has happened to it after version `recorded`, and who is
 * called now and was not before.
 */
export const accessesOf = (room: RoomId, before: Task | null, task: Task, recorded: number): AuditEntry[] => {
  const asked: AuditEntry = {
    action: 'consult-requested',
    details: { ...actor(task, task.requester), room, code: task.priority, version: 1 },
  }
  const changed = task.changes
    .filter(({ version }) => version > Math.max(recorded, 1))
    .map(({ change, by, version, person }): AuditEntry => {
      // Whoever hands it over has it until then; for who is gone, the service asks somebody.
      const handed = person ? { ...(by ? { role: 'consultant' as const } : {}), whom: person } : {}
      return { action: 'consult-changed', details: { ...actor(task, by), ...handed, room, code: change, version } }
    })
  const called = task.candidates
    .filter(({ userId }) => isAlerted(task, userId) && !(before && isAlerted(before, userId)))
    .map(({ userId, tier }): AuditEntry => {
      return { action: 'consult-alerted', details: { who: null, role: 'service', whom: userId, room, code: tier } }
    })
  return [...(recorded === 0 ? [asked] : []), ...changed, ...(recorded < task.version ? called : [])]
}
