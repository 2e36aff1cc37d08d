import type { AuditAction } from '../audit/entry.ts'
import type { Coding } from './codes.ts'

const eventType = (code: string, display: string): Coding => ({
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code,
  display,
})
const interaction = (code: string): Coding => ({
  system: 'http://hl7.org/fhir/restful-interaction',
  code,
  display: code,
})
export const dicom = (code: string, display: string): Coding => ({
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  code,
  display,
})
/** ISO/TS 21089, what happens to a record. */
const lifecycle = (code: string, display: string): Coding => ({
  system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
  code,
  display: `${display} Record Lifecycle Event`,
})

const rest = eventType('rest', 'RESTful Operation')
const auditLogUsed = dicom('110101', 'Audit Log Used')
const securityAlert = dicom('110113', 'Security Alert')

type Kind = {
  type: Coding
  subtype?: Coding
  /** AuditEvent.action: create, read, update, delete, execute. */
  action: 'C' | 'R' | 'U' | 'D' | 'E'
}

/** By the patterns of IHE BALP for what goes over the API, by DICOM PS3.15 A.5 for calls, the log and settings. */
export const auditKinds: Record<AuditAction, Kind> = {
  'consult-list': { type: rest, subtype: interaction('search-type'), action: 'E' },
  'consult-read': { type: rest, subtype: interaction('read'), action: 'R' },
  'consult-requested': { type: rest, subtype: interaction('create'), action: 'C' },
  'consult-changed': { type: rest, subtype: interaction('update'), action: 'U' },
  'consult-alerted': { type: lifecycle('transmit', 'Transmit'), action: 'E' },
  'consult-invited': { type: lifecycle('disclose', 'Disclose'), action: 'E' },
  'consult-joined': { type: lifecycle('access', 'Access/View'), action: 'R' },
  'consult-left': { type: lifecycle('unlink', 'Unlink'), action: 'E' },
  'consult-handed-over': { type: dicom('110106', 'Export'), action: 'R' },
  'file-begun': { type: rest, subtype: interaction('create'), action: 'C' },
  'file-stored': { type: lifecycle('receive', 'Receive/Retain'), action: 'C' },
  'file-read': { type: rest, subtype: interaction('read'), action: 'R' },
  'file-deleted': { type: rest, subtype: interaction('delete'), action: 'D' },
  'call-joined': { type: dicom('110114', 'User Authentication'), subtype: dicom('110122', 'Login'), action: 'E' },
  'call-left': { type: dicom('110114', 'User Authentication'), subtype: dicom('110123', 'Logout'), action: 'E' },
  'call-token': { type: dicom('110114', 'User Authentication'), subtype: dicom('110122', 'Login'), action: 'E' },
  'guest-invited': { type: securityAlert, subtype: dicom('110137', 'User Security Attributes Changed'), action: 'C' },
  'guest-revoked': { type: securityAlert, subtype: dicom('110137', 'User Security Attributes Changed'), action: 'D' },
  'guest-entered': { type: dicom('110114', 'User Authentication'), subtype: dicom('110122', 'Login'), action: 'E' },
  'guest-ended': { type: securityAlert, subtype: dicom('110137', 'User Security Attributes Changed'), action: 'D' },
  'urgent-changed': { type: rest, subtype: interaction('update'), action: 'U' },
  'urgent-called': { type: lifecycle('transmit', 'Transmit'), action: 'E' },
  'clinic-changed': { type: rest, subtype: interaction('update'), action: 'U' },
  'partner-changed': { type: securityAlert, subtype: dicom('110128', 'Network Configuration'), action: 'U' },
  'directory-changed': { type: rest, subtype: interaction('update'), action: 'U' },
  'permissions-changed': { type: securityAlert, subtype: dicom('110131', 'Security Configuration'), action: 'U' },
  'feature-changed': { type: securityAlert, subtype: dicom('110131', 'Security Configuration'), action: 'U' },
  'room-changed': { type: rest, subtype: interaction('update'), action: 'U' },
  'account-changed': { type: securityAlert, subtype: dicom('110137', 'User Security Attributes Changed'), action: 'U' },
  'administration-read': { type: rest, subtype: interaction('search-type'), action: 'E' },
  'audit-read': { type: auditLogUsed, action: 'R' },
  'audit-exported': { type: dicom('110106', 'Export'), action: 'R' },
  'details-deleted': { type: lifecycle('destroy', 'Destroy/Delete'), action: 'D' },
}
