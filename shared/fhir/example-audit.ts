import type { ShownEntry } from '../audit/api.ts'
import { auditActions, auditRoles } from '../audit/entry.ts'
import type { RoomId, ServerName, UserId } from '../matrix/ids.ts'

/** Clinic and entries for tests: what a log may say. */
export const exampleClinic = {
  name: 'Klinikum Nord',
  serverName: 'nord.example' as ServerName,
  url: 'https://nord.example',
}
const nina = '@nina:nord.example' as UserId
const at = 1_800_000_000_000
export const exampleEntries: ShownEntry[] = [
  {
    seq: 7,
    at,
    action: 'consult-invited',
    outcome: 'done',
    details: { who: nina, role: 'requester', whom: '@ernst:sued.example' as UserId, room: '!consult' as RoomId },
  },
  {
    seq: 8,
    at: at + 1,
    action: 'file-read',
    outcome: 'refused',
    details: { who: nina, file: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11', code: 'not-a-member' },
  },
  { seq: 9, at: at + 2, action: 'consult-read', outcome: 'done', details: null },
]

/** Everything that an entry can say, for each act and each role. */
export const everyEntry = auditActions.map((action, index): ShownEntry => {
  const role = auditRoles[index % auditRoles.length]
  return {
    seq: index + 101,
    at: at + index,
    action,
    outcome: index % 2 === 0 ? 'done' : 'refused',
    details: {
      who: role === 'service' ? null : nina,
      whom: '@ernst:sued.example' as UserId,
      room: '!consult' as RoomId,
      file: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
      partner: 'sued.example' as ServerName,
      code: 'accepted',
      version: 2,
      count: 3,
      ...(role ? { role } : {}),
    },
  }
})
