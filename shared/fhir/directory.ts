import type { HealthcareService, PractitionerRole } from '../directory/api.ts'
import { type Specialty, specialties, specialtyNames } from '../directory/specialty.ts'
import type { ErrorCode } from '../errors.ts'
import { type ServerName, serverOf, type UserId } from '../matrix/ids.ts'
import { systems } from './codes.ts'
import type { Resource } from './people.ts'
import { instant, matrixPerson } from './references.ts'

/** What can be searched for at a clinic. */
export const directoryTypes = ['PractitionerRole', 'HealthcareService', 'Organization'] as const
export type DirectoryType = (typeof directoryTypes)[number]

/** `.2b` for what a FHIR id may not hold, and for the dot itself: a clinic finds the person by it again. */
export const fhirIdOf = (userId: UserId): string =>
  userId
    .slice(1, userId.indexOf(':'))
    .replace(/[^A-Za-z0-9-]/g, (sign) => `.${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)

export const userIdOf = (id: string, server: ServerName): UserId =>
  `@${id.replace(/\.([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}:${server}` as UserId

const specialtyConcept = (specialty: Specialty) => ({
  coding: [{ system: systems.snomed, code: specialties[specialty] }],
})

/** `394579002`, or with its system before it; null for one that no clinic here has. */
export const specialtyOfToken = (token: string): Specialty | null => {
  const [system, code] = token.includes('|') ? token.split('|', 2) : [systems.snomed, token]
  return (system === systems.snomed && specialtyNames.find((name) => specialties[name] === code)) || null
}

export type ClinicOfDirectory = { name: string; serverName: ServerName; url: string }

export const organizationResource = ({ name, serverName, url }: ClinicOfDirectory): Resource => ({
  resourceType: 'Organization',
  id: serverName.replace(/[^A-Za-z0-9.-]/g, '-'),
  identifier: [{ system: systems.uri, value: `https://${serverName}` }],
  active: true,
  name,
  telecom: [{ system: 'url', value: url }],
})

const referenceTo = (type: string, id: string) => ({ reference: `${type}/${id}` })
const organizationReference = (serverName: ServerName) =>
  referenceTo('Organization', serverName.replace(/[^A-Za-z0-9.-]/g, '-'))

export const healthcareServiceResource = (service: HealthcareService): Resource => ({
  resourceType: 'HealthcareService',
  id: service.id,
  active: true,
  providedBy: organizationReference(service.serverName),
  name: service.name,
  specialty: [specialtyConcept(service.specialty)],
  ...(service.phone ? { telecom: [{ system: 'phone', value: service.phone }] } : {}),
  ...(service.times && service.times.availableTime.length > 0
    ? {
        availableTime: service.times.availableTime.map(
          ({ daysOfWeek: days, availableStartTime, availableEndTime }) => ({
            daysOfWeek: days,
            availableStartTime: `${availableStartTime}:00`,
            availableEndTime: `${availableEndTime}:00`,
          }),
        ),
      }
    : {}),
})

export const practitionerResource = ({ userId, name }: Pick<PractitionerRole, 'userId' | 'name'>): Resource => ({
  resourceType: 'Practitioner',
  id: fhirIdOf(userId),
  identifier: [{ system: systems.uri, value: matrixPerson(userId) }],
  active: true,
  name: [{ text: name }],
})

export const practitionerRoleResource = (person: PractitionerRole): Resource => ({
  resourceType: 'PractitionerRole',
  id: fhirIdOf(person.userId),
  identifier: [{ system: systems.uri, value: matrixPerson(person.userId) }],
  active: true,
  practitioner: { ...referenceTo('Practitioner', fhirIdOf(person.userId)), display: person.name },
  organization: organizationReference(serverOf(person.userId)),
  ...(person.title ? { code: [{ text: person.title }] } : {}),
  specialty: [specialtyConcept(person.specialty)],
  ...(person.serviceId ? { healthcareService: [referenceTo('HealthcareService', person.serviceId)] } : {}),
  ...(person.notAvailable
    ? {
        notAvailable: [
          {
            description: person.notAvailable.description,
            ...(person.notAvailable.during.end ? { during: { end: instant(person.notAvailable.during.end) } } : {}),
          },
        ],
      }
    : {}),
})

export type SearchEntry = {
  /** What is nowhere to be read has one of its own, `urn:uuid:…`. */
  fullUrl: string
  resource: Resource
  search: { mode: 'match' | 'include' | 'outcome' }
}
export type Searchset = {
  resourceType: 'Bundle'
  type: 'searchset'
  total?: number
  link: { relation: 'self' | 'next'; url: string }[]
  entry?: SearchEntry[]
}

/** Without entries there is no list of them: FHIR knows no empty ones. */
export const searchset = (
  entry: readonly SearchEntry[],
  { total, self, next }: { total?: number; self: string; next?: string | null },
): Searchset => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(total === undefined ? {} : { total }),
  link: [{ relation: 'self', url: self }, ...(next ? [{ relation: 'next' as const, url: next }] : [])],
  ...(entry.length > 0 ? { entry: [...entry] } : {}),
})

type Severity = 'error' | 'warning'
const issueTypes: Partial<Record<ErrorCode, string>> = {
  'bad-input': 'invalid',
  'not-signed-in': 'login',
  'not-allowed': 'forbidden',
  'partner-unknown': 'forbidden',
  'partner-suspended': 'suppressed',
  'partner-unreachable': 'transient',
  'not-found': 'not-found',
  'rate-limited': 'throttled',
  'too-large': 'too-long',
}

export const operationOutcome = (severity: Severity, code: ErrorCode, diagnostics: string): Resource => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity,
      code: issueTypes[code] ?? 'exception',
      details: { coding: [{ system: 'https://consilium.app/fhir/CodeSystem/error', code }] },
      diagnostics,
    },
  ],
})

/** By which each type is searched; `directory.test.ts` of the service tries every one. */
export const searchParameters = {
  PractitionerRole: {
    'practitioner.name': 'string',
    specialty: 'token',
    service: 'reference',
    organization: 'reference',
    identifier: 'token',
    active: 'token',
    _id: 'token',
  },
  HealthcareService: { name: 'string', specialty: 'token', organization: 'reference', active: 'token', _id: 'token' },
  Organization: { name: 'string', identifier: 'token', active: 'token', _id: 'token' },
} as const satisfies Record<DirectoryType, Record<string, 'string' | 'token' | 'reference'>>

export const searchIncludes: Record<DirectoryType, readonly string[]> = {
  PractitionerRole: ['PractitionerRole:practitioner', 'PractitionerRole:service', 'PractitionerRole:organization'],
  HealthcareService: ['HealthcareService:organization'],
  Organization: [],
}

/** What this clinic's directory can be asked, FHIR R4 CapabilityStatement. */
export const capabilityStatement = ({ name, url }: ClinicOfDirectory, date: string): Resource => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date,
  kind: 'instance',
  implementation: { description: name, url: `${url}/api/fhir` },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      security: { description: 'A session of the clinic’s service, as Bearer: own people and services of partners.' },
      resource: [
        ...directoryTypes.map((type) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          ...(searchIncludes[type].length > 0 ? { searchInclude: searchIncludes[type] } : {}),
          searchParam: Object.entries(searchParameters[type])
            // Chains are no parameters of their own.
            .map(([parameter, kind]) => ({ name: parameter.split('.')[0] ?? parameter, type: kind }))
            .map((one) => (one.name === 'practitioner' ? { ...one, type: 'reference' } : one)),
        })),
        { type: 'Practitioner', interaction: [{ code: 'read' }] },
      ],
    },
  ],
})
