import type { BroughtIn } from '../consults/task-content.ts'
import { partsOf } from '../consults/task-people.ts'
import { orderCodes, serviceRequestStatus, systems } from './codes.ts'
import type { ConsultRecord } from './consult-record.ts'
import { type Named, organizationName, roleName } from './people.ts'
import { instant, referenceTo } from './references.ts'

const uuid = (requestId: string) => ({ system: systems.uri, value: `urn:uuid:${requestId}` })

/** Of which consult this one is a part; that one is in another bundle, and referred to by what it is known by. */
export const ofFirst = ({ task: { partOf } }: ConsultRecord): { order: object; task: object } => {
  const first = (type: string) => ({ type, identifier: uuid(partOf?.requestId ?? '') })
  return partOf
    ? { order: { basedOn: [first('ServiceRequest')] }, task: { partOf: [first('Task')] } }
    : { order: {}, task: {} }
}

const partResources = (record: ConsultRecord, part: BroughtIn): Named[] => {
  const change = record.task.changes.find((one) => one.part?.requestId === part.requestId)
  const task = record.parts.find(({ requestId }) => requestId === part.requestId)
  const order = `ServiceRequest ${part.requestId}`
  const at = instant(change?.at ?? record.task.authoredOn)
  const requester = referenceTo(record, roleName(change?.by ?? record.task.requester))
  return [
    [
      order,
      {
        resourceType: 'ServiceRequest',
        identifier: [uuid(part.requestId)],
        basedOn: [referenceTo(record, 'ServiceRequest')],
        status: serviceRequestStatus[task?.status ?? 'requested'],
        intent: 'order',
        priority: part.priority,
        code: { coding: orderCodes },
        subject: referenceTo(record, 'Patient'),
        authoredOn: at,
        requester,
        performer: [{ ...referenceTo(record, organizationName(part.service.serverName)), display: part.service.name }],
        ...(change?.reason
          ? { reasonCode: [{ coding: [{ system: systems.statusReason, code: change.reason }] }] }
          : {}),
      },
    ],
    [
      `Task ${part.requestId}`,
      {
        resourceType: 'Task',
        identifier: [uuid(part.requestId)],
        basedOn: [referenceTo(record, order)],
        partOf: [referenceTo(record, 'Task')],
        status: task?.status ?? 'requested',
        ...(task
          ? { businessStatus: { coding: [{ system: systems.businessStatus, code: task.businessStatus }] } }
          : {}),
        intent: 'order',
        priority: part.priority,
        code: { coding: [{ system: systems.taskCode, code: 'fulfill' }] },
        focus: referenceTo(record, order),
        for: referenceTo(record, 'Patient'),
        authoredOn: at,
        requester,
        ...(task?.owner ? { owner: { display: record.nameOf(task.owner) } } : {}),
      },
    ],
  ]
}

/** The orders and tasks of the specialties that were brought in; their reports are in bundles of their own. */
export const partsResources = (record: ConsultRecord): Named[] =>
  partsOf(record.task).flatMap((part) => partResources(record, part))
