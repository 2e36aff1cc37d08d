import type { AuditEntry } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { newlyCalled } from '#shared/urgent/alert.ts'
import type { Alert } from '#shared/urgent/alert-content.ts'

const actor = (alert: Alert, who: UserId | null) =>
  who === null
    ? ({ who, role: 'service' } as const)
    : { who, ...(who === alert.requester ? { role: 'requester' as const } : {}) }

/** What the log says of an alert as it is now: everything that has happened after version `recorded`, and who is called. */
export const accessesOf = (room: RoomId, before: Alert | null, alert: Alert, recorded: number): AuditEntry[] => {
  const made: AuditEntry = {
    action: 'urgent-changed',
    details: { ...actor(alert, alert.requester), room, code: 'draft', version: 1 },
  }
  const changed = alert.changes
    .filter(({ version }) => version > Math.max(recorded, 1))
    .map(({ change, by, version, person }): AuditEntry => {
      const whom = person ? { whom: person } : {}
      return { action: 'urgent-changed', details: { ...actor(alert, by), ...whom, room, code: change, version } }
    })
  const nobodyYet: Alert = { ...alert, version: 1, status: 'draft', step: 0, changes: [] }
  const called = newlyCalled(before ?? nobodyYet, alert).map((whom): AuditEntry => {
    return { action: 'urgent-called', details: { who: null, role: 'service', whom, room } }
  })
  return [...(recorded === 0 ? [made] : []), ...changed, ...(recorded < alert.version ? called : [])]
}
