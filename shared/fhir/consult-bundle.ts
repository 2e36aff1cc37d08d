import { answersIn } from '../consults/request.ts'
import { partsOf } from '../consults/task-people.ts'
import { presentService } from '../consults/task-times.ts'
import { type ServerName, serverOf, type UserId } from '../matrix/ids.ts'
import { orderCodes, reportCode, serviceRequestStatus, systems } from './codes.ts'
import type { ConsultRecord } from './consult-record.ts'
import { communicationResource, provenanceName, provenanceResource } from './course.ts'
import { documentName, fileResource, reportName, reportResources } from './documents.ts'
import { ofFirst, partsResources } from './parts.ts'
import {
  type Named,
  organizationName,
  organizationResource,
  patientResource,
  personResources,
  type Resource,
  roleName,
} from './people.ts'
import { instant, type OfConsult, referenceTo, urnOf } from './references.ts'

export type FhirBundle = Resource & { entry: { fullUrl: string; resource: Resource }[] }

const consentResource = (record: ConsultRecord): Resource => ({
  resourceType: 'Consent',
  identifier: [{ system: systems.uri, value: urnOf(record, 'Consent') }],
  status: 'active',
  scope: { coding: [{ system: systems.consentScope, code: 'treatment' }] },
  category: [{ coding: [{ system: systems.loinc, code: '59284-0', display: 'Consent Document' }] }],
  patient: referenceTo(record, 'Patient'),
  dateTime: instant(record.request.consent.at),
  policyRule: {
    coding: [{ system: systems.actCode, code: record.request.consent.kind === 'emergency' ? 'EMRGONLY' : 'OPTIN' }],
  },
})

const answersName = (at: number): string => (at === 0 ? 'QuestionnaireResponse' : `QuestionnaireResponse ${at + 1}`)

/** Diagnosis and medication in the words of who asked, and their answers to the department's questions. */
export const clinicalResources = (
  record: OfConsult & Pick<ConsultRecord, 'request'>,
  { request } = record,
): Named[] => {
  const named = (name: 'Condition' | 'MedicationStatement', content: object): Named => [
    name,
    {
      resourceType: name,
      identifier: [{ system: systems.uri, value: urnOf(record, name) }],
      subject: referenceTo(record, 'Patient'),
      ...content,
    },
  ]
  return [
    ...(request.diagnosis ? [named('Condition', { code: { text: request.diagnosis } })] : []),
    ...(request.medication
      ? [named('MedicationStatement', { status: 'unknown', medicationCodeableConcept: { text: request.medication } })]
      : []),
    ...answersIn(request).map((answers, at): Named => {
      const name = answersName(at)
      const identifier = { system: systems.uri, value: urnOf(record, name) }
      return [name, { ...answers, identifier, subject: referenceTo(record, 'Patient') }]
    }),
  ]
}

const serviceRequestResource = (record: ConsultRecord, { task, request, files } = record): Resource => ({
  resourceType: 'ServiceRequest',
  identifier: [{ system: systems.uri, value: `urn:uuid:${task.requestId}` }],
  ...ofFirst(record).order,
  status: serviceRequestStatus[task.status],
  intent: 'order',
  priority: task.priority,
  code: { coding: orderCodes },
  subject: referenceTo(record, 'Patient'),
  authoredOn: instant(task.authoredOn),
  requester: { ...referenceTo(record, roleName(task.requester)), display: request.requester.name },
  performer: [
    task.owner
      ? referenceTo(record, roleName(task.owner))
      : {
          ...referenceTo(record, organizationName(presentService(task).serverName)),
          display: presentService(task).name,
        },
  ],
  reasonCode: [{ coding: [{ system: systems.consultReason, code: request.reason }] }],
  ...(request.diagnosis ? { reasonReference: [referenceTo(record, 'Condition')] } : {}),
  supportingInfo: [
    referenceTo(record, 'Consent'),
    ...(request.medication ? [referenceTo(record, 'MedicationStatement')] : []),
    ...answersIn(request).map((_, at) => referenceTo(record, answersName(at))),
    ...files.map(({ eventId }) => referenceTo(record, documentName(eventId))),
  ],
  note: [{ text: request.question }],
})

/** Follow-up questions went in, answers and the outcome came out. */
const taskParameters = (record: ConsultRecord) => {
  const parameter = (code: string) => ({ coding: [{ system: systems.taskParameter, code }] })
  const input = record.questions.map(({ text }) => ({ type: parameter('follow-up-question'), valueString: text }))
  const { outcome } = record.task
  const output = [
    ...record.reports.map(({ eventId, status }) => ({
      type: { coding: [...parameter(status === 'final' ? 'report' : 'interim-report').coding, reportCode] },
      valueReference: referenceTo(record, reportName(eventId)),
    })),
    ...(outcome
      ? [
          {
            type: parameter('outcome'),
            valueCodeableConcept: { coding: [{ system: systems.consultOutcome, code: outcome }] },
          },
        ]
      : []),
  ]
  return { ...(input.length > 0 ? { input } : {}), ...(output.length > 0 ? { output } : {}) }
}

const taskResource = (record: ConsultRecord): Resource => {
  const { task, request } = record
  const dueBy = request.wantedBy ?? task.answerBy
  return {
    resourceType: 'Task',
    identifier: [{ system: systems.uri, value: `urn:uuid:${task.requestId}` }],
    basedOn: [referenceTo(record, 'ServiceRequest')],
    ...ofFirst(record).task,
    status: task.status,
    ...(task.statusReason
      ? { statusReason: { coding: [{ system: systems.statusReason, code: task.statusReason }] } }
      : {}),
    businessStatus: { coding: [{ system: systems.businessStatus, code: task.businessStatus }] },
    intent: 'order',
    priority: task.priority,
    code: { coding: [{ system: systems.taskCode, code: 'fulfill' }] },
    focus: referenceTo(record, 'ServiceRequest'),
    for: referenceTo(record, 'Patient'),
    authoredOn: instant(task.authoredOn),
    lastModified: instant(task.changes.at(-1)?.at ?? task.authoredOn),
    requester: referenceTo(record, roleName(task.requester)),
    ...(task.owner ? { owner: referenceTo(record, roleName(task.owner)) } : {}),
    ...(task.changes.length > 0
      ? { relevantHistory: task.changes.map(({ version }) => referenceTo(record, provenanceName(version))) }
      : {}),
    ...(dueBy ? { restriction: { period: { end: instant(dueBy) } } } : {}),
    ...taskParameters(record),
  }
}

const peopleOf = ({ task, reports, files, conversation }: ConsultRecord): UserId[] => [
  ...new Set([
    task.requester,
    ...(task.owner ? [task.owner] : []),
    ...reports.map(({ signedOff }) => signedOff.by),
    ...files.map(({ sender }) => sender),
    ...conversation.map(({ sender }) => sender),
    ...task.changes.flatMap(({ by, person }) => [by, person]).filter((userId) => typeof userId === 'string'),
  ]),
]

/** One consult as FHIR R4: order, task with its course, reports, files, and the people and clinics they name. */
export const consultBundle = (record: ConsultRecord): FhirBundle => {
  const people = peopleOf(record)
  const departments = [presentService(record.task), ...partsOf(record.task).map(({ service }) => service)]
  const clinics = [
    ...new Set<ServerName>([...people.map(serverOf), ...departments.map(({ serverName }) => serverName)]),
  ]
  const specialtyOf = (userId: UserId) => (userId === record.task.owner ? presentService(record.task).specialty : null)
  const resources: Named[] = [
    ['ServiceRequest', serviceRequestResource(record)],
    ['Task', taskResource(record)],
    ...partsResources(record),
    ['Patient', patientResource(record, record.request.patient)],
    ['Consent', consentResource(record)],
    ...clinicalResources(record),
    ...record.reports.flatMap((report) => reportResources(record, report, report === record.reports.at(-1))),
    ...record.files.map((file) => fileResource(record, file)),
    ...record.conversation.map((message) => communicationResource(record, message)),
    ...record.task.changes.map((change) => provenanceResource(record, change)),
    ...people.flatMap((userId) => personResources(record, userId, specialtyOf(userId))),
    ...clinics.map((server) => organizationResource(record, server)),
  ]
  return {
    resourceType: 'Bundle',
    identifier: { system: systems.uri, value: `urn:uuid:${record.task.requestId}` },
    type: 'collection',
    timestamp: instant(record.exportedAt),
    entry: resources.map(([name, resource]) => ({ fullUrl: urnOf(record, name), resource })),
  }
}
