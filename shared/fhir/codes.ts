import type { TaskStatus } from '../consults/task-content.ts'
import type { Specialty } from '../directory/specialty.ts'

export type Coding = { system: string; code: string; display?: string }

export const systems = {
  kdl: 'http://dvmd.de/fhir/CodeSystem/kdl',
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  xdsType: 'http://ihe-d.de/CodeSystems/IHEXDStypeCode',
  xdsClass: 'http://ihe-d.de/CodeSystems/IHEXDSclassCode',
  xdsFormat: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
  xdsFacility: 'http://ihe-d.de/CodeSystems/PatientBezogenenGesundheitsversorgung',
  xdsSpecialty: 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen',
  provenanceAgent: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
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
  consultChange: 'https://consilium.app/fhir/CodeSystem/consult-change',
  consultOutcome: 'https://consilium.app/fhir/CodeSystem/consult-outcome',
  taskParameter: 'https://consilium.app/fhir/CodeSystem/task-parameter',
  auditRole: 'https://consilium.app/fhir/CodeSystem/audit-role',
  consultReason: 'https://consilium.app/fhir/CodeSystem/consult-reason',
} as const

/** Consult order and report by KDL 2025, IHE-D XDS, LOINC and SNOMED CT. */
export const orderCodes: Coding[] = [
  { system: systems.snomed, code: '721963009', display: 'Order' },
  { system: systems.kdl, code: 'AD060101', display: 'Konsilanforderung' },
]
export const reportCode: Coding = { system: systems.loinc, code: '11488-4', display: 'Consult note' }
/** IHE-D, to which KDL maps all documents of this class. */
const caseDiscussion: Coding = { system: systems.xdsType, code: 'FALL', display: 'Fallbesprechungen' }
export const documentClass: Coding = { system: systems.xdsClass, code: 'DUR', display: 'Durchführungsprotokoll' }
export const reportDocumentCodes: Coding[] = [
  { system: systems.kdl, code: 'AD060110', display: 'Konsilbericht' },
  caseDiscussion,
  reportCode,
  { system: systems.snomed, code: '371530004', display: 'Clinical consultation report' },
]
/** What a file shows nobody has said: it is a document of the case that is discussed. */
export const fileDocumentCodes: Coding[] = [
  { system: systems.kdl, code: 'AD060199', display: 'Sonstige Fallbesprechung' },
  caseDiscussion,
]
export const documentFormat: Coding = {
  system: systems.xdsFormat,
  code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
  display: 'mimeType Sufficient',
}
export const hospital: Coding = { system: systems.xdsFacility, code: 'KHS', display: 'Krankenhaus' }

/** IHE-D practiceSettingCode of our specialties. */
const practiceSettings: Record<Specialty, [code: string, display: string]> = {
  anaesthetics: ['ANAE', 'Anästhesiologie'],
  cardiology: ['KARD', 'Kardiologie'],
  dermatology: ['DERM', 'Haut- und Geschlechtskrankheiten'],
  'emergency-medicine': ['NOTF', 'Notfallmedizin'],
  'general-medicine': ['ALLG', 'Allgemeinmedizin'],
  'general-surgery': ['ALCH', 'Allgemeinchirurgie'],
  neurology: ['NEUR', 'Neurologie'],
  oncology: ['HAEM', 'Hämatologie und internistische Onkologie'],
  paediatrics: ['KIJU', 'Kinder- und Jugendmedizin'],
  pulmonology: ['PNEU', 'Pneumologie'],
  radiology: ['RADI', 'Radiologie'],
}
export const practiceSetting = (specialty: Specialty): Coding => {
  const [code, display] = practiceSettings[specialty]
  return { system: systems.xdsSpecialty, code, display }
}

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
