import type { ShownEntry } from '../audit/api.ts'
import type { ServerName } from '../matrix/ids.ts'
import { auditKinds, dicom } from './audit-codes.ts'
import { systems } from './codes.ts'
import { instant, matrixPerson, matrixRoom } from './references.ts'

type Clinic = { name: string; serverName: ServerName; url: string }

const identified = (value: string) => ({ identifier: { system: systems.uri, value } })
/** The details are deleted. */
const masked = { display: 'masked', extension: [{ url: systems.dataAbsentReason, valueCode: 'masked' }] }
const participation = (code: string, display: string) => ({
  coding: [{ system: systems.participation, code, display }],
})

const agents = ({ serverName, name }: Clinic, { details }: ShownEntry) => [
  {
    type: participation('AUT', 'author (originator)'),
    ...(details?.role ? { role: [{ coding: [{ system: systems.auditRole, code: details.role }] }] } : {}),
    who:
      details === null
        ? masked
        : details.who
          ? identified(matrixPerson(details.who))
          : identified(`https://${serverName}`),
    requestor: true,
  },
  ...(details?.whom
    ? [
        {
          type: participation('IRCP', 'information recipient'),
          who: identified(matrixPerson(details.whom)),
          requestor: false,
        },
      ]
    : []),
  // What acts on a person's behalf, or by itself.
  ...(details?.who
    ? [
        {
          type: { coding: [dicom('110150', 'Application')] },
          who: { ...identified(`https://${serverName}`), display: name },
          requestor: false,
        },
      ]
    : []),
]

const systemObject = { system: systems.auditEntityType, code: '2', display: 'System Object' }
const organization = { system: systems.auditEntityType, code: '3', display: 'Organization' }

const entities = ({ url }: Clinic, { details }: ShownEntry) => {
  if (!details) return []
  const told = [
    ...(details.code ? [{ type: 'code', valueString: details.code }] : []),
    ...(details.version === undefined ? [] : [{ type: 'version', valueString: String(details.version) }]),
    ...(details.count === undefined ? [] : [{ type: 'count', valueString: String(details.count) }]),
  ]
  const detail = told.length > 0 ? { detail: told } : {}
  const domainResource = { system: systems.objectRole, code: '4', display: 'Domain Resource' }
  return [
    ...(details.room
      ? [{ what: identified(matrixRoom(details.room)), type: systemObject, role: domainResource, ...detail }]
      : []),
    ...(details.file
      ? [{ what: identified(`${url}/api/case-files/${details.file}`), type: systemObject, role: domainResource }]
      : []),
    ...(details.partner ? [{ what: identified(`https://${details.partner}`), type: organization, ...detail }] : []),
  ]
}

const auditEvent = (clinic: Clinic, entry: ShownEntry) => {
  const { type, subtype, action } = auditKinds[entry.action]
  const about = entities(clinic, entry)
  return {
    resourceType: 'AuditEvent' as const,
    id: String(entry.seq),
    type,
    ...(subtype ? { subtype: [subtype] } : {}),
    action,
    recorded: instant(entry.at),
    outcome: entry.outcome === 'done' ? ('0' as const) : ('4' as const),
    ...(entry.outcome === 'refused' && entry.details?.code ? { outcomeDesc: entry.details.code } : {}),
    agent: agents(clinic, entry),
    source: {
      observer: { ...identified(`https://${clinic.serverName}`), display: clinic.name },
      type: [{ system: systems.auditSourceType, code: '4', display: 'Application Server' }],
    },
    ...(about.length > 0 ? { entity: about } : {}),
  }
}

/** Entries of a clinic's log as FHIR R4 AuditEvents; what is deleted is said to be. */
export const auditBundle = (clinic: Clinic, entries: readonly ShownEntry[], exportedAt: number) => ({
  resourceType: 'Bundle' as const,
  type: 'collection' as const,
  timestamp: instant(exportedAt),
  entry: entries.map((entry) => ({
    fullUrl: `${clinic.url}/fhir/AuditEvent/${entry.seq}`,
    resource: auditEvent(clinic, entry),
  })),
})
