import type { TaskStatus } from '../consults/task-content.ts'

export type Coding = { system: string; code: string; display?: string }

export const systems = {
  kdl: 'http://dvmd.de/fhir/CodeSystem/kdl',
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  xdsType: 'http://ihe-d.de/CodeSystems/IHEXDStypeCode',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  consentScope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  taskCode: 'http://hl7.org/fhir/CodeSystem/task-code',
  insuranceNumber: 'http://fhir.de/sid/gkv/kvid-10',
  insuranceNumberType: 'http://fhir.de/CodeSystem/identifier-type-de-basis',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  auditEntityType: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  auditSourceType: 'http://terminology.hl7.org/CodeSystem/security-source-type',
  objectRole: 'http://terminology.hl7.org/CodeSystem/object-role',
  dataAbsentReason: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  uri: 'urn:ietf:rfc:3986',
  businessStatus: 'https://consilium.app/fhir/CodeSystem/consult-business-status',
  statusReason: 'https://consilium.app/fhir/CodeSystem/consult-status-reason',
  auditRole: 'https://consilium.app/fhir/CodeSystem/audit-role',
  consultReason: 'https://consilium.app/fhir/CodeSystem/consult-reason',
} as const

/** Consult order and report by KDL 2025, IHE-D XDS, LOINC and SNOMED CT. */
export const orderCodes: Coding[] = [
  { system: systems.snomed, code: '721963009', display: 'Order' },
  { system: systems.kdl, code: 'AD060101', display: 'Konsilanforderung' },
]
export const reportCode: Coding = { system: systems.loinc, code: '11488-4', display: 'Consult note' }
export const reportDocumentCodes: Coding[] = [
  { system: systems.kdl, code: 'AD060110', display: 'Konsilbericht' },
  reportCode,
  { system: systems.snomed, code: '371530004', display: 'Clinical consultation report' },
]
export const reportXdsType: Coding = { system: systems.xdsType, code: 'FALL' }

/** ServiceRequest.status that goes with Task.status (IHE 360X). */
export const serviceRequestStatus: Record<TaskStatus, 'active' | 'completed' | 'revoked'> = {
  requested: 'active',
  received: 'active',
  accepted: 'active',
  'in-progress': 'active',
  'on-hold': 'active',
  completed: 'completed',
  rejected: 'revoked',
  cancelled: 'revoked',
  failed: 'revoked',
}
