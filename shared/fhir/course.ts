import type { TaskChange } from '../consults/task-content.ts'
import { serverOf, type UserId } from '../matrix/ids.ts'
import { systems } from './codes.ts'
import type { ConsultRecord } from './consult-record.ts'
import { type Named, organizationName, roleName } from './people.ts'
import { instant, matrixEvent, referenceTo } from './references.ts'

export const provenanceName = (version: number) => `Provenance ${version}`

const agent = (code: string, who: object) => ({
  type: { coding: [{ system: systems.provenanceAgent, code }] },
  who,
})

/** One step of the workflow: what, when, who and why; the timer acts for the clinic that asked. */
export const provenanceResource = (record: ConsultRecord, change: TaskChange): Named => {
  const person = (userId: UserId) => ({ ...referenceTo(record, roleName(userId)), display: record.nameOf(userId) })
  const { by, person: next, reason, at } = change
  return [
    provenanceName(change.version),
    {
      resourceType: 'Provenance',
      target: [referenceTo(record, 'Task')],
      recorded: instant(at),
      ...(reason ? { reason: [{ coding: [{ system: systems.statusReason, code: reason }] }] } : {}),
      activity: { coding: [{ system: systems.consultChange, code: change.change }] },
      agent: [
        by
          ? agent('performer', person(by))
          : agent('performer', referenceTo(record, organizationName(serverOf(record.task.requester)))),
        ...(next ? [agent('custodian', person(next))] : []),
      ],
    },
  ]
}

/** What was said in the room of the consult. */
export const communicationResource = (
  record: ConsultRecord,
  { eventId, sender, text, at }: ConsultRecord['conversation'][number],
): Named => [
  `Communication ${eventId}`,
  {
    resourceType: 'Communication',
    identifier: [{ system: systems.uri, value: matrixEvent(record.roomId, eventId) }],
    basedOn: [referenceTo(record, 'ServiceRequest')],
    status: 'completed',
    subject: referenceTo(record, 'Patient'),
    about: [referenceTo(record, 'Task')],
    sent: instant(at),
    sender: { ...referenceTo(record, roleName(sender)), display: record.nameOf(sender) },
    recipient: othersIn(record, sender).map((userId) => ({
      ...referenceTo(record, roleName(userId)),
      display: record.nameOf(userId),
    })),
    payload: [{ contentString: text }],
  },
]

/** Who asked and who answered: for whom it was written, whoever else could read it. */
const othersIn = ({ task }: ConsultRecord, sender: UserId): UserId[] => {
  const others = [task.requester, ...(task.owner ? [task.owner] : [])].filter((userId) => userId !== sender)
  return others.length > 0 ? others : [task.requester]
}
