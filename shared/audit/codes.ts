import type { Priority } from '../consults/priority.ts'
import type { ChangeName, TaskStatus } from '../consults/task-content.ts'
import type { OnCallTier } from '../directory/tier.ts'
import type { ErrorCode } from '../errors.ts'
import type { Feature } from '../features/feature.ts'
import type { AlertChangeName } from '../urgent/alert-content.ts'

/** What an entry of the log says beside its action, where that has no code elsewhere. Words: `client/i18n/words/audit.ts`. */
export const auditCodes = [
  // Of partnerships and the federation list.
  'active',
  'limited',
  'card-taken',
  'keys-taken',
  'suspended',
  'ended',
  'declined',
  'withdrawn',
  'list-subscribed',
  'list-left',
  // Of accounts.
  'person-added',
  'admin-added',
  'password-reset',
  'person-invited',
  'invitation-accepted',
  'person-changed',
  'account-closed',
  'admin-made',
  'admin-ended',
  'admin-by-group',
  'no-admin-by-group',
  'auditor-made',
  'auditor-ended',
  'operator-made',
  'operator-ended',
  'lead-made',
  'lead-ended',
  // Of departments and the directory.
  'person-published',
  'person-withdrawn',
  'department-published',
  'member-taken-in',
  'member-let-go',
  'member-by-group',
  'no-member-by-group',
  'rota-planned',
  'rota-settings',
  'questionnaire-changed',
  'report-templates-changed',
  // Of rooms, and what of the administration was read.
  'closed',
  'opened',
  'handed-on',
  'purged',
  'report-done',
  'people',
  'rooms',
  'reports',
  'room',
  // Of an urgent message, and a step that a later version has made.
  'draft',
  'other',
  // Of files, and consults that go to the record.
  'given-up',
  'begun',
  'deleted',
  'expired',
  'lost',
  'handed-over',
  'not-handed-over',
] as const

export type AuditCode =
  | (typeof auditCodes)[number]
  | ChangeName
  | AlertChangeName
  | TaskStatus
  | Priority
  | OnCallTier
  | ErrorCode
  | `${Feature}-${'on' | 'off'}`
